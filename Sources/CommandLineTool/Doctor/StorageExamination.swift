import Audit
import Database
import Encryption
import Identity
import Migrations
import Redis

/// Looks at MariaDB and Redis as each program sees them.
struct StorageExamination {
    /// How far the clocks of this host and of the database may be apart.
    static let clockLimit = Duration.seconds(2)
    /// How long an entry of the audit log may wait for an auditor, in seconds.
    static let auditSecondsLimit = 60
    private static let worker = "worker"
    private static let auditor = "auditor"

    let programs: [RenderedProgram]
    let migrations: String
    let operatorVariables: [String: String]

    init(programs: [RenderedProgram], migrations: String, _ operatorVariables: [String: String]) {
        self.programs = programs
        self.migrations = migrations
        self.operatorVariables = operatorVariables
    }

    func findings() -> [Finding] {
        var findings = programs.flatMap { [database(of: $0), redis(of: $0)] }
        if let first = programs.first { findings.append(clock(of: first)) }
        findings.append(tables)
        if let worker = programs.first(where: { $0.name == Self.worker }) {
            findings += [lease(of: worker), secrets(of: worker)]
        }
        if let auditor = programs.first(where: { $0.name == Self.auditor }) { findings.append(audit(of: auditor)) }
        return findings
    }

    private func database(of program: RenderedProgram) -> Finding {
        .of(
            "database as \(program.name)",
            advice: "is MariaDB running, and are DATABASE_… and the user's password and rights right?"
        ) {
            try connected(program.variables) { database in
                _ = try database.first("SELECT 1")
                let isReadOnly = try database.first("SELECT @@read_only AS value")?.get("value", as: Bool.self)
                guard isReadOnly == false else { throw Complaint("it takes no changes (read_only)") }
                return database.configuration.description
            }
        }
    }

    private func redis(of program: RenderedProgram) -> Finding {
        .of(
            "Redis as \(program.name)",
            advice: "is Redis running, and are REDIS_… and the user's password right?"
        ) {
            let redis = Redis(try RedisConfiguration(environment: program.variables))
            do throws(RedisError) {
                try redis.send("PING")
            } catch .refused(code: "NOPERM", _) {
                // Somebody who may do other things than ask for a sign of life.
            }
            return ""
        }
    }

    private func clock(of program: RenderedProgram) -> Finding {
        .of("clock", advice: "set both hosts' clocks by the same source (chrony): leases and tokens count on them") {
            try connected(program.variables) { database in
                let before = Timestamp.now
                guard let row = try database.first("SELECT UTC_TIMESTAMP(6) AS time") else { return "" }
                let skew = try row.get("time", as: Timestamp.self) - before
                guard abs(skew / .seconds(1)) < Self.clockLimit / .seconds(1) else {
                    throw Complaint("the database's is \(skew) ahead of this host's, \(Self.clockLimit) at most")
                }
                return ""
            }
        }
    }

    private var tables: Finding {
        guard operatorVariables["DATABASE_USER"] != nil else {
            return .good("tables", "not looked at; set DATABASE_… as for migrate")
        }
        return .of("tables", advice: "intelligentic migrate, or the program's newer version where the message says so")
        {
            try connected(operatorVariables) { database in
                let pending = try Migrator(directory: migrations).pending(database)
                guard pending.isEmpty else { throw Complaint("not applied yet: " + pending.joined(separator: ", ")) }
                return "up to date"
            }
        }
    }

    private func lease(of worker: RenderedProgram) -> Finding {
        .of("worker", advice: "start it, or read the end of its log") {
            try connected(worker.variables) { database in
                let row = try database.first(
                    "SELECT COUNT(*) AS alive FROM worker_leases WHERE expires_at > UTC_TIMESTAMP(6)")
                let alive = try row?.get("alive", as: Int.self) ?? 0
                guard alive > 0 else { throw Complaint("none has a lease: no run goes on") }
                return "\(alive) alive"
            }
        }
    }

    private func audit(of auditor: RenderedProgram) -> Finding {
        .of("audit log", advice: "start the auditor, or read the end of its log; nothing is lost meanwhile") {
            try connected(auditor.variables) { database in
                let waiting = try AuditBacklogStore(database: database).count(olderThan: Self.auditSecondsLimit)
                let more = waiting == AuditBacklogStore.countLimit ? " or more" : ""
                guard waiting == 0 else { throw Complaint("\(waiting)\(more) entries wait to be appended") }
                return ""
            }
        }
    }

    /// Whether the key file opens what is there: after a restore it may be another one.
    private func secrets(of worker: RenderedProgram) -> Finding {
        .of("keys of the secrets that are there", advice: "put the missing keys' lines back into the key file") {
            guard let file = worker.variables["SECRETS_KEY_FILE"], let keys = try? KeyRing(contentsOf: file) else {
                return "not looked at; see key of secrets"
            }
            return try connected(worker.variables) { database in
                let used = try database.query("SELECT DISTINCT key_id FROM secrets").map {
                    try $0.get("key_id", as: String.self)
                }
                let missing = Set(used).subtracting(keys.keyIDs).sorted()
                guard missing.isEmpty else {
                    throw Complaint("\(file) does not have " + missing.joined(separator: ", "))
                }
                return ""
            }
        }
    }

    private func connected<T>(_ variables: [String: String], _ look: (Database) throws -> T) throws -> T {
        let database = Database(try DatabaseConfiguration(environment: variables))
        defer { database.close() }
        return try look(database)
    }
}
