import ArgumentParser
import Audit
import Database
import Identity
import JSON
import Redis
import Sessions
import Tenants

/// Changes of a tenant that an operator makes on the host.
enum TenantAdministration {
    /// Works on the tenant with an id or a name.
    static func with<T>(_ tenant: String, _ body: (TenantStore, Database, TenantRecord) throws -> T) throws -> T {
        let database = Database(try DatabaseConfiguration(environment: CommandEnvironment.variables))
        defer { database.close() }
        let store = TenantStore(database: database)
        let found = try store.named(tenant)
        guard let record = found.first else { throw Failure(.local, "There is no tenant with this name or id.") }
        guard found.count == 1 else {
            let ids = found.map { "  \($0.id)  made \($0.createdAt)" }.joined(separator: "\n")
            throw Failure(.usage, "Several tenants have this name. Say which by its id:\n\(ids)")
        }
        return try body(store, database, record)
    }

    /// Suspends a tenant or lets it go on, and prints what was done.
    static func suspend(_ isSuspended: Bool, _ tenant: String, json: Bool) throws {
        let tenant = try setSuspended(isSuspended, tenant)
        let answer: JSON = [
            "id": .string("\(tenant.id)"), "name": .string(tenant.name), "state": .string(tenant.state.rawValue),
        ]
        let outcome = isSuspended ? "is suspended" : "is not suspended any more"
        let text = "The tenant \(tenant.name), \(tenant.id), \(outcome)."
        Terminal.output.write(json ? answer.printableText : text.printable)
    }

    /// Suspends a tenant or lets it go on, with an entry in its audit log, and tells the functions.
    private static func setSuspended(_ isSuspended: Bool, _ tenant: String) throws -> TenantRecord {
        try with(tenant) { store, database, record in
            let (changed, generation) = try store.setSuspended(isSuspended, record.id) { before in
                try OperatorAudit(database).record(
                    isSuspended ? .suspendTenant : .resumeTenant, AuditTarget(.tenant, "\(before.id)"), in: before.id)
            }
            try tell(generation, changed.rates, of: changed.id)
            return changed
        }
    }

    /// Gives a tenant another part of rate limits, with an entry in its audit log, and tells the functions.
    static func setRate(_ percent: Int?, of scope: RateOverride.Scope?, _ tenant: String) throws -> TenantRecord {
        try with(tenant) { store, database, record in
            do {
                let (changed, generation) = try store.setRate(percent, of: scope, record.id) { before, after in
                    try OperatorAudit(database).record(
                        .updateTenantLimits, AuditTarget(.tenant, "\(before.id)"), in: before.id,
                        before: before.rates.audited, after: after.rates.audited)
                }
                try tell(generation, changed.rates, of: changed.id)
                return changed
            } catch is TooManyRates {
                throw Failure(
                    .local,
                    "The tenant has \(TenantRates.overrideLimit) rates of its own, as many as it may. Take one back with `default`."
                )
            }
        }
    }

    /// Gives a tenant other quotas, with an entry in its audit log, and tells the functions.
    static func setQuotas(
        of tenant: String, _ edit: (inout TenantStore.Quotas) -> Void
    ) throws -> TenantRecord {
        try with(tenant) { store, database, record in
            let (changed, generation) = try store.setQuotas(
                of: record.id,
                recording: { before, after in
                    try OperatorAudit(database).record(
                        .updateTenantLimits, AuditTarget(.tenant, "\(before.id)"), in: before.id,
                        before: before.quotas.audited, after: after.quotas.audited)
                }, edit)
            try tell(generation, changed.rates, of: changed.id)
            return changed
        }
    }

    /// Makes a change known at once, where `REDIS_…` names a Redis.
    static func tell(_ generation: Int64, _ rates: TenantRates, of tenant: TenantID) throws {
        let variables = CommandEnvironment.variables
        guard variables["REDIS_SOCKET"] ?? variables["REDIS_HOST"] != nil else { return }
        try LiveSessions(Redis(RedisConfiguration(environment: variables))).changed(
            to: generation, rates: rates, in: tenant)
    }
}

extension TenantRates {
    /// As the audit log and `--json` have them.
    var audited: JSON {
        ["ratePercent": percent.map { JSON($0) } ?? nil, "rates": .array(overrides.map { .string($0.encoded) })]
    }
}

extension TenantStore.Quotas {
    /// As the audit log and `--json` have them.
    var audited: JSON {
        func number(_ number: Int?) -> JSON { number.map { JSON($0) } ?? nil }
        return [
            "runsPerDay": number(runsPerDay), "requestsPerDay": number(requestsPerDay),
            "storedBytes": number(storedBytes),
        ]
    }
}
