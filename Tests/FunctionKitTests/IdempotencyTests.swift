import Database
import FunctionKit
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

@testable import FunctionKit

@Suite struct IdempotencyTests {
    private static let booking = #"{"email":"a","isRefused":false}"#

    private func run(_ body: (RunningFunction, Database) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis) { (function) throws in
                    try body(function, Database(configuration))
                }
            }
        }
    }

    private func book(
        _ function: RunningFunction, _ caller: Caller, key: String?, _ body: String = booking
    ) throws -> HTTPResponse {
        let key = key.map { [("Idempotency-Key", $0)] } ?? []
        return try function.send(
            "POST", "/book", [function.authorization(of: caller), ("Content-Type", "application/json")] + key,
            Array(body.utf8))
    }

    private func bookings(in database: Database) throws -> Int {
        try database.first("SELECT COUNT(*) AS n FROM users WHERE password_hash = 'booked'")?.get("n") ?? 0
    }

    @Test func `the same request with the same key is carried out once and answered alike`() throws {
        try run { (function, database) throws in
            let caller = try function.person(.developer)
            let first = try book(function, caller, key: "k1")
            let second = try book(function, caller, key: "k1")
            #expect([first.status, second.status] == [201, 201])
            #expect(first.body == second.body)
            for header in ["Location", "ETag", "Content-Type"] {
                #expect(first.header(header) != nil)
                #expect(first.header(header) == second.header(header))
            }
            #expect(first.header("Idempotent-Replayed") == nil)
            #expect(second.header("Idempotent-Replayed") == "true")
            #expect(try bookings(in: database) == 1)
            #expect(try book(function, caller, key: "k2").status == 201)
            #expect(try book(function, caller, key: nil).status == 201)
            #expect(try bookings(in: database) == 3)
        }
    }

    @Test func `a key belongs to one user and to one request`() throws {
        try run { (function, database) throws in
            let (caller, other) = (try function.person(.developer), try function.person(.developer))
            _ = try book(function, caller, key: "k")
            #expect(try book(function, other, key: "k").header("Idempotent-Replayed") == nil)
            let reused = try book(function, caller, key: "k", #"{"email":"b","isRefused":false}"#)
            #expect(reused.problem == "idempotency_key_reused")
            #expect(reused.status == 422)
            #expect(try bookings(in: database) == 2)
        }
    }

    @Test func `what was refused left nothing and may be tried again`() throws {
        try run { (function, database) throws in
            let caller = try function.person(.developer)
            let refused = #"{"email":"a","isRefused":true}"#
            #expect(try book(function, caller, key: "k", refused).problem == "refused")
            #expect(try book(function, caller, key: "k", refused).problem == "refused")
            #expect(try bookings(in: database) == 0)
            #expect(try book(function, caller, key: "k").status == 201)
        }
    }

    @Test func `a request that is under way is not begun again`() throws {
        try run { (function, database) throws in
            let caller = try function.person(.developer)
            try database.execute("START TRANSACTION")
            let key = try IdempotencyKey("k")
            #expect(try IdempotencyStore(database: database).claim(key, [], for: caller, at: .now))
            let answer = try book(function, caller, key: "k")
            #expect(answer.problem == "idempotency_key_in_use")
            #expect(answer.status == 409)
            #expect(answer.header("Retry-After") == "1")
            try database.execute("ROLLBACK")
            #expect(try book(function, caller, key: "k").status == 201)
            #expect(try bookings(in: database) == 1)
        }
    }

    @Test(arguments: ["", " ", "a b", "ü", String(repeating: "k", count: 256)])
    func `a key that is none is a problem`(key: String) {
        #expect(throws: Problem.self) { try IdempotencyKey(key) }
    }

    @Test func `expired keys are cleared away`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let store = IdempotencyStore(database: database)
            let caller = Caller(user: UserID(), tenant: TenantID(), session: SessionID(), role: .admin)
            let past = Timestamp.now + .seconds(-2 * 24 * 60 * 60)
            #expect(try store.claim(IdempotencyKey("old"), [], for: caller, at: past))
            #expect(try store.claim(IdempotencyKey("new"), [], for: caller, at: .now))
            // One in 32 requests does it.
            for _ in 0..<2_000 { try store.sweep(at: .now) }
            let left = try database.query("SELECT idempotency_key FROM idempotency_keys")
            #expect(try left.map { try $0.get("idempotency_key", as: String.self) } == ["new"])
        }
    }
}
