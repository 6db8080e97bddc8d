import AccessTokens
import ChildProcess
import Database
import Encryption
import Foundation
import HTTPClient
import JSON
import Manifest
import Migrations
import Redis
import TestServers

/// The whole platform, as `bin/up` starts it, on servers of its own: MariaDB, Redis, nginx, and what the manifests declare
/// under the supervisor that is rendered from them, each with its own users of the database and of Redis.
final class Platform {
    let mariadb: PrivateMariaDB
    let redis: PrivateRedis
    let nginx: PrivateNginx
    let database: DatabaseConfiguration
    let keys: AccessTokenKeyFiles
    let url: String
    let supervisor: Supervisor
    let directory: String

    /// Starts everything and waits until each function answers.
    ///
    /// - Parameters:
    ///   - models: the address of the model's API, such as `http://127.0.0.1:1234/v1`.
    ///   - databaseOptions: more options of MariaDB.
    ///   - variables: more of the programs' environment, in place of those of the same name.
    ///   - rateScale: multiplies what nginx lets an address do without a token.
    ///   - site: under which names nginx serves, and behind whom.
    ///   - adjust: changes the rendered text of nginx's routes.
    ///   - isServed: whether the platform answers, where plain requests cannot ask.
    static func run(
        model: String = "http://127.0.0.1:1/v1", databaseOptions: [String] = [],
        variables: [String: String] = [:], rateScale: Int = 1_000, site: NginxSite = NginxSite(),
        adjust: (String) -> String = { $0 }, isServed: ((Platform) -> Bool)? = nil,
        _ body: (Platform) throws -> Void
    ) throws {
        try TestServers.temporaryDirectory { directory in
            let platform = try Platform(
                in: directory, model: model, databaseOptions: databaseOptions, variables: variables,
                rateScale: rateScale, site: site,
                adjust: adjust, isServed: isServed)
            defer { platform.stop() }
            try body(platform)
        }
    }

    /// Starts everything for tests that need no more than its address.
    static func run(_ body: (_ url: String) async throws -> Void) async throws {
        try await TestServers.temporaryDirectory { directory in
            let platform = try Platform(
                in: directory, model: "http://127.0.0.1:1/v1", databaseOptions: [], variables: [:], rateScale: 1_000,
                site: NginxSite(), adjust: { $0 }, isServed: nil)
            defer { platform.stop() }
            try await body(platform.url)
        }
    }

    private init(
        in directory: String, model: String, databaseOptions: [String], variables: [String: String], rateScale: Int,
        site: NginxSite, adjust: (String) -> String, isServed: ((Platform) -> Bool)?
    ) throws {
        self.directory = directory
        mariadb = try PrivateMariaDB(isDurable: true, options: databaseOptions)
        database = try mariadb.createDatabase()
        let root = TestServers.packageRoot
        let fleet = try Fleet(functionsDirectory: "\(root)/functions", daemonsDirectory: "\(root)/Sources")
        let passwords = try PasswordFiles(directory)
        _ = try passwords.makeMissing(for: fleet)
        _ = try RedisACLRendering(fleet, passwords: passwords).write("\(directory)/users.acl")
        redis = try PrivateRedis(users: String(contentsOfFile: "\(directory)/users.acl", encoding: .utf8))
        _ = try Migrator(directory: "\(root)/sql/migrations").migrate(Database(database))
        try mariadb.run(GrantsRendering(fleet, database: database.database, passwords: passwords).text())
        keys = try AccessTokenSigner.generateKeyFiles(directory: directory)
        try KeyRing.makeMissing("\(directory)/\(KeyRing.fileName)")
        try Self.models(model).write(toFile: "\(directory)/models.json", atomically: true, encoding: .utf8)
        try Self.environment(directory, database, redis.configuration, keys, variables)
            .write(toFile: "\(directory)/environment", atomically: true, encoding: .utf8)

        _ = try SupervisorRendering(
            fleet, runDirectory: directory, binaries: TestServers.binaries,
            environment: EnvironmentFile("\(directory)/environment"), passwords: passwords
        ).write()
        try Coverage.pass(on: fleet, in: directory)
        let port = TestServers.freePort()
        _ = try NginxRendering(
            fleet, templates: "\(root)/nginx", runDirectory: directory, sockets: directory, port: port,
            user: geteuid() == 0 ? "root" : nil, site: site, rateScale: rateScale
        ).write()
        try APIDescription.install(in: "\(directory)/www")
        let routes = "\(directory)/nginx/routes.conf"
        try adjust(String(contentsOfFile: routes, encoding: .utf8)).write(
            toFile: routes, atomically: true, encoding: .utf8)

        // The functions come last: nginx waits for them, and whatever fails before leaves none of them behind.
        nginx = try PrivateNginx(
            configuration: String(contentsOfFile: "\(directory)/nginx/nginx.conf", encoding: .utf8))
        supervisor = try Supervisor(fleet, in: directory)
        url = "http://127.0.0.1:\(port)"
        do {
            if let isServed {
                try Wait.until("nginx and the functions serve") { isServed(self) }
            } else {
                try waitUntilServed(fleet.functions.flatMap(\.prefixes))
            }
        } catch {
            stop()
            throw error
        }
    }

    /// What passkeys are bound to.
    static let publicURL = "https://platform.example.com"

    /// Host and port of nginx.
    var address: String { String(url.dropFirst("http://".count)) }

    /// What the programs wrote to standard error.
    func log(of program: String) -> String {
        (try? String(contentsOfFile: "\(directory)/\(program).log", encoding: .utf8)) ?? ""
    }

    /// All that anything here has logged, by file.
    var logs: [String: String] {
        let own = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).filter {
            $0.hasSuffix(".log")
        }
        let files = own.map { "\(directory)/\($0)" } + ["\(directory)/nginx/requests.log", nginx.logFile]
        let texts = files.map { ($0, (try? String(contentsOfFile: $0, encoding: .utf8)) ?? "") }
        return Dictionary(uniqueKeysWithValues: texts)
    }

    private func stop() {
        nginx.stop()
        supervisor.stop()
        redis.kill()
        mariadb.remove()
    }

    private func waitUntilServed(_ prefixes: [String]) throws {
        let client = Client(url: url)
        for prefix in prefixes {
            try Wait.until("\(prefix) is served") {
                let status = try? client.send("GET", prefix).status
                return status.map { $0 < 500 } ?? false
            }
        }
    }

    private static func models(_ url: String) -> String {
        let catalog: JSON = [
            "models": [["name": "local", "url": .string(url), "model": "SmolLM2-135M-Instruct"]], "default": "local",
        ]
        return catalog.text
    }

    private static func environment(
        _ directory: String, _ database: DatabaseConfiguration, _ redis: RedisConfiguration,
        _ keys: AccessTokenKeyFiles,
        _ others: [String: String]
    ) -> String {
        let standard = [
            "DATABASE_SOCKET": database.socket ?? "", "DATABASE_NAME": database.database,
            "REDIS_SOCKET": redis.socket ?? "", "JWT_JWKS_FILE": keys.jwks, "JWT_PRIVATE_KEY_FILE": keys.privateKey,
            "SECRETS_KEY_FILE": "\(directory)/\(KeyRing.fileName)",
            "JQ_EVALUATOR": "\(TestServers.binaries)/JQEvaluator", "MODELS_FILE": "\(directory)/models.json",
            "LOG_LEVEL": "info", "RATE_LIMIT_SCALE": "1000", "OUTBOUND_ALLOW": "127.0.0.0/8,::1",
            "OUTBOUND_CEILING": "0.0.0.0/0,::/0", "PROCESSES_ALLOW": "shell,script",
            "PROCESSES_CEILING": "shell,script,container", "LIFECYCLE_EVENTS_CEILING": "all",
            "EMAIL_VERIFICATION": "off", "PUBLIC_URL": Self.publicURL,
        ]
        let variables = standard.merging(others) { _, other in other }
        return variables.map { "\($0.key)=\($0.value)\n" }.sorted().joined()
    }
}
