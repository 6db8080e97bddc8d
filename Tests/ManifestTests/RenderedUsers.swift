import Database
import Foundation
import Manifest
import Migrations
import Redis
import TestServers

/// MariaDB and Redis with the users that the manifests of this repository make.
struct RenderedUsers: Sendable {
    let fleet: Fleet
    let mariadb: PrivateMariaDB
    let redis: PrivateRedis
    /// Of an administrator.
    let database: DatabaseConfiguration
    /// The columns of each table.
    let columns: [String: [String]]

    /// One for all tests: they change no rights.
    static let ours = Result { try RenderedUsers() }

    /// The programs' names, for parameterized tests.
    static let programs = (try? fleet().programs.map(\.name)) ?? []

    static func fleet() throws -> Fleet {
        let root = TestServers.packageRoot
        return try Fleet(functionsDirectory: "\(root)/functions", daemonsDirectory: "\(root)/Sources")
    }

    init() throws {
        let fleet = try Self.fleet()
        let mariadb = try PrivateMariaDB(isDurable: false)
        let database = try mariadb.createDatabase()
        let administrator = Database(database)
        _ = try Migrator(directory: "\(TestServers.packageRoot)/sql/migrations").migrate(administrator)
        let (words, users) = try TestServers.temporaryDirectory { (directory) throws in
            let passwords = try PasswordFiles(directory)
            let made = try passwords.makeMissing(for: fleet)
            try mariadb.run(GrantsRendering(fleet, database: database.database, passwords: passwords).text())
            _ = try RedisACLRendering(fleet, passwords: passwords).write("\(directory)/users.acl")
            let words = try made.map { path in
                (URL(filePath: path).lastPathComponent, try String(contentsOfFile: path, encoding: .utf8))
            }
            return (words, try String(contentsOfFile: "\(directory)/users.acl", encoding: .utf8))
        }
        var columns: [String: [String]] = [:]
        let rows = try administrator.query(
            "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE()")
        for row in rows { columns[try row.get("t"), default: []].append(try row.get("c")) }
        self.fleet = fleet
        self.mariadb = mariadb
        self.database = database
        self.columns = columns
        self.words = Dictionary(uniqueKeysWithValues: words.map { ($0, $1.trimmingCharacters(in: .newlines)) })
        redis = try PrivateRedis(users: users)
    }

    private let words: [String: String]

    func program(_ name: String) throws -> Program {
        guard let program = fleet.programs.first(where: { $0.name == name }) else { throw Missing() }
        return program
    }

    /// The database as a program sees it.
    func database(as program: Program) -> Database {
        var own = database
        (own.user, own.password) = (program.user, words["database-" + program.name] ?? "")
        return Database(own)
    }

    /// Redis as a program sees it.
    func redis(as program: Program) -> Redis {
        Redis(configuration(user: program.user, password: "redis-" + program.name))
    }

    func configuration(user: String, password: String) -> RedisConfiguration {
        RedisConfiguration(socket: redis.configuration.socket, user: user, password: words[password])
    }

    private struct Missing: Error {}
}
