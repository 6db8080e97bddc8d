import Audit
import Database
import Identity
import JSON
import TestServers

/// Stores on an empty database.
struct AuditFixture {
    let database: Database
    let configuration: DatabaseConfiguration
    let tenant = TenantID()
    let stranger = TenantID()
    let user = UserID()

    var log: AuditLogStore { AuditLogStore(database: database) }
    var appender: AuditAppender { AuditAppender(database: database) }

    static func with(_ body: (AuditFixture) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try body(AuditFixture(database: database, configuration: configuration))
        }
    }

    func entry(
        _ action: AuditAction = .putSecret, _ target: AuditTarget = AuditTarget(.secret, "api-token"),
        before: JSON? = nil, after: JSON? = ["revision": 1], at time: Timestamp = .now
    ) -> AuditEntry {
        AuditEntry(
            action, target, by: AuditActor(kind: .user, id: user, session: SessionID()),
            from: AuditOrigin(address: "192.0.2.7", userAgent: "tests/1", requestID: "4bf92f35"), before: before,
            after: after, at: time)
    }

    func record(_ entry: AuditEntry, in other: TenantID? = nil) throws {
        let tenant = other ?? tenant
        try database.transaction { database in
            try AuditStore(database).record(entry, in: tenant)
            // As if it had been then.
            try database.execute(
                "UPDATE audit_intake SET at = \(entry.at) WHERE tenant_id = \(tenant) AND id = \(entry.id)")
        }
    }

    /// Records so many entries and appends them.
    func fill(_ count: Int) throws {
        for number in 0..<count { try record(entry(after: ["revision": JSON(number)])) }
        while try appender.append(of: tenant).count > 0 {}
    }

    func all(of other: TenantID? = nil) throws -> [ChainedEntry] {
        try log.list(AuditFilter(), order: .oldest, limit: 10_000, in: other ?? tenant).entries
    }

    /// What a reader of the API finds, page by page.
    func verified(pageSize: Int = 100) throws -> AuditVerification {
        var verification = AuditVerification(chain: try log.chain(of: tenant), tenant: tenant)
        var last: Int?
        while true {
            let page = try log.list(AuditFilter(), order: .oldest, limit: pageSize, after: last, in: tenant)
            // As it comes out of the API's JSON.
            for entry in page.entries { verification.add(ChainedEntry(try JSON(parsing: entry.json.text))) }
            last = page.entries.last?.seq
            guard page.hasMore else { return verification }
        }
    }
}
