import Costs
import Database
import Identity
import JSON
import TestServers
import Testing

@Suite struct CostsTests {
    private enum Run {}

    private let run = Identifier<Run>()
    private let tenant = TenantID()

    private func with(_ body: (Database, UsageStore, PriceStore) throws -> Void) throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            try body(database, UsageStore(database: database), PriceStore(database: database))
        }
    }

    private func cost(of run: Identifier<Run>, in tenant: TenantID, _ database: Database) throws -> Money? {
        try database.first(
            "SELECT \(sql: UsageStore.costOfRun) AS cost FROM (SELECT \(run) AS id, \(tenant) AS tenant_id) r"
        )?.optional("cost")
    }

    private func record(_ seq: Int, task: Int, _ model: String, _ input: Int, _ output: Int, _ price: Price?)
        -> UsageRecord
    {
        UsageRecord(
            run: run, seq: seq, tenant: tenant, taskOrdinal: task, model: model, inputTokens: input,
            outputTokens: output,
            price: price, at: .now)
    }

    @Test func `cost is tokens times price, exactly, for the task and the run`() throws {
        try with { database, usage, prices in
            let price = try #require(try prices.price(of: "gpt-4o-mini", at: .now))
            // 7 × 0.15 + 3 × 0.60 USD for 1,000,000
            try usage.record(record(0, task: 1, "gpt-4o-mini", 7, 3, price))
            try usage.record(record(1, task: 2, "gpt-4o-mini", 1_000_000, 0, price))
            #expect(try cost(of: run, in: tenant, database)?.amount == "0.15000285")
            let tasks = try usage.usage(of: run, tasks: 0...9, in: tenant)
            #expect(tasks.keys.sorted() == [1, 2])
            #expect(
                tasks[1]?.json == [
                    "model": "gpt-4o-mini", "inputTokens": 7, "outputTokens": 3,
                    "cost": ["amount": "0.00000285", "currency": "USD"],
                ])
            #expect(try usage.usage(of: run, tasks: 2...2, in: tenant).count == 1)
        }
    }

    @Test func `without a price the cost is not known, and the local model costs nothing`() throws {
        try with { database, usage, prices in
            #expect(try prices.price(of: "no-such-model", at: .now) == nil)
            try usage.record(record(0, task: 0, "no-such-model", 5, 5, nil))
            #expect(try usage.usage(of: run, tasks: 0...0, in: tenant)[0]?.cost == nil)
            let local = try #require(try prices.price(of: "SmolLM2-135M-Instruct", at: .now))
            try usage.record(record(1, task: 1, "SmolLM2-135M-Instruct", 5, 5, local))
            #expect(try usage.usage(of: run, tasks: 1...1, in: tenant)[1]?.cost == .zero)
            #expect(try cost(of: run, in: tenant, database) == .zero)
        }
    }

    @Test func `a task's usage is the sum of its answers, and what had no price is not in the cost`() throws {
        try with { database, usage, prices in
            let price = try #require(try prices.price(of: "gpt-4o-mini", at: .now))
            try usage.record(record(0, task: 3, "gpt-4o-mini", 7, 3, price))
            try usage.record(record(1, task: 3, "gpt-4o-mini", 7, 3, price))
            try usage.record(record(2, task: 3, "gpt-4o-mini", 5, 5, nil))
            let used = try #require(try usage.usage(of: run, tasks: 3...3, in: tenant)[3])
            #expect(used.inputTokens == 19)
            #expect(used.outputTokens == 11)
            #expect(used.cost?.amount == "0.0000057")
            #expect(try cost(of: run, in: tenant, database)?.amount == "0.0000057")
            #expect(try cost(of: run, in: TenantID(), database) == nil)
        }
    }

    @Test(arguments: ["modèle", "模型", String(repeating: "m", count: 500), "gpt-4o' OR '1'='1"])
    func `a name that no price can have has none`(model: String) throws {
        try with { _, _, prices in
            let price = try prices.price(of: model, at: .now)
            #expect(price == nil)
        }
    }

    @Test func `a cost beyond what fits is refused and not cut`() throws {
        try with { _, usage, prices in
            let price = try prices.price(of: "gpt-4o", at: .now)
            let error = #expect(throws: DatabaseError.self) {
                try usage.record(record(0, task: 0, "gpt-4o", 1_000_000_000_000_000, 0, price))
            }
            #expect(error?.kind == .invalidValue)
            #expect(try usage.usage(of: run, tasks: 0...0, in: tenant).isEmpty)
        }
    }

    @Test func `a record is written once, and another tenant sees none`() throws {
        try with { _, usage, _ in
            try usage.record(record(0, task: 0, "m", 1, 1, nil))
            #expect(throws: DatabaseError.self) { try usage.record(record(0, task: 0, "m", 1, 1, nil)) }
            #expect(try usage.usage(of: run, tasks: 0...9, in: TenantID()).isEmpty)
        }
    }

    @Test func `the price of the time counts`() throws {
        try TestServers.withEmptyDatabase { (configuration) throws in
            let database = Database(configuration)
            try database.execute(
                """
                CREATE TABLE model_prices (id BINARY(16), model VARCHAR(128), effective_from DATETIME(6), effective_to DATETIME(6))
                """)
            let (old, new) = (PriceID(), PriceID())
            let change = Timestamp.now
            try database.execute(
                """
                INSERT INTO model_prices VALUES (\(old), 'm', \(change + .seconds(-100)), \(change)), (\(new), 'm', \(change), NULL)
                """)
            let prices = PriceStore(database: database)
            #expect(try prices.price(of: "m", at: change + .seconds(-101)) == nil)
            #expect(try prices.price(of: "m", at: change + .seconds(-1))?.id == old)
            #expect(try prices.price(of: "m", at: change)?.id == new)
        }
    }

    @Test func `cost is rounded once, half up, to nine decimals`() throws {
        try with { database, usage, prices in
            for (model, price) in [("half", "0.0005"), ("below", "0.000499999"), ("large", "999999999.999999999")] {
                try database.execute(
                    """
                    INSERT INTO model_prices (id, model, input_price, output_price, effective_from)
                    VALUES (\(PriceID()), \(model), \(price), 0, \(Timestamp.now))
                    """)
            }
            func cost(_ seq: Int, _ model: String, _ tokens: Int) throws -> String? {
                let price = try prices.price(of: model, at: .now)
                try usage.record(record(seq, task: seq, model, tokens, 0, price))
                return try usage.usage(of: run, tasks: seq...seq, in: tenant)[seq]?.cost?.amount
            }
            #expect(try cost(0, "half", 1) == "0.000000001")
            #expect(try cost(1, "half", 3) == "0.000000002")
            #expect(try cost(2, "below", 1) == "0")
            #expect(try cost(3, "large", 1_000_000) == "999999999.999999999")
        }
    }
}
