import ChildProcess
import Database
import Manifest
import Redis
import TestServers

/// `intelligentic` as the operator of a platform starts it.
struct OperatorCommand: CustomStringConvertible {
    let isSuccess: Bool
    let output: String
    let error: String

    var description: String { "\(isSuccess) \(output) \(error)" }

    private static let limit = Duration.seconds(120)

    init(_ arguments: [String], at platform: Platform) throws {
        try self.init(
            arguments,
            variables: [
                "DATABASE_SOCKET": platform.database.socket ?? "", "DATABASE_NAME": platform.database.database,
                "DATABASE_USER": platform.database.user, "REDIS_SOCKET": platform.redis.configuration.socket ?? "",
                "SECRETS_KEY_FILE": "\(platform.directory)/secrets.key",
                "REDIS_USER": RedisACLRendering.operatorUser,
                "REDIS_PASSWORD_FILE": "\(platform.directory)/redis-operator",
            ])
    }

    init(_ arguments: [String], variables: [String: String] = [:]) throws {
        let (status, output, error) = try ChildProcess.run(
            TestServers.binaries + "/intelligentic", arguments,
            environment: variables.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { first, _ in first },
            workingDirectory: TestServers.packageRoot, limit: Self.limit)
        isSuccess = status.isSuccess
        self.output = String(decoding: output, as: UTF8.self)
        self.error = String(decoding: error, as: UTF8.self)
    }
}
