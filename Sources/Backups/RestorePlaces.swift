internal import Database

/// The three databases of a restore: the one that is restored, the one that the backup is read into, and the one where the old
/// tables go before they are removed.
struct RestorePlaces {
    /// Bytes of a database's name.
    static let nameLimit = 64
    /// Seconds that the exchange waits until no transaction uses the old tables; others wait behind it.
    static let lockWaitSeconds = 30

    let target: String
    let stage: String
    private let replaced: String
    private let server: Database

    init(_ configuration: DatabaseConfiguration) throws {
        target = configuration.database
        stage = target + "_restore"
        replaced = target + "_replaced"
        guard replaced.utf8.count <= Self.nameLimit else {
            throw BackupError.program(name: replaced, reason: "a name has \(Self.nameLimit) bytes at most")
        }
        var configuration = configuration
        configuration.statementTimeout = Pipeline.limit
        configuration.transferTimeout = Pipeline.limit + .seconds(10)
        server = Database(configuration)
    }

    func close() { server.close() }

    /// The tables of one of the databases.
    func tables(of name: String) throws -> [String] {
        try server.query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = \(name)")
            .map { try $0.get("name", as: String.self) }.sorted()
    }

    /// Makes an empty database for the backup; what an earlier restore left there goes.
    func makeStage() throws {
        try run("DROP DATABASE IF EXISTS \(Self.quoted(stage))")
        try run("CREATE DATABASE \(Self.quoted(stage)) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    }

    /// Puts the stage's tables in the place of the target's, and removes those.
    func exchange(_ new: [String], for old: [String]) throws {
        try run("DROP DATABASE IF EXISTS \(Self.quoted(replaced))")
        try run("CREATE DATABASE \(Self.quoted(replaced)) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
        try server.execute("SET lock_wait_timeout = \(Self.lockWaitSeconds)")
        try server.execute("SET foreign_key_checks = 0")
        // One statement: where it fails, the server undoes what it has done of it.
        let moves =
            old.map { move($0, from: target, to: replaced) } + new.map { move($0, from: stage, to: target) }
        try run("RENAME TABLE " + moves.joined(separator: ", "))
        try run("DROP DATABASE \(Self.quoted(replaced))")
        try run("DROP DATABASE \(Self.quoted(stage))")
    }

    private func move(_ table: String, from: String, to: String) -> String {
        "\(Self.quoted(from)).\(Self.quoted(table)) TO \(Self.quoted(to)).\(Self.quoted(table))"
    }

    private func run(_ statement: String) throws {
        try server.execute(SQL(trusted: statement))
    }

    private static func quoted(_ name: String) -> String {
        "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }
}
