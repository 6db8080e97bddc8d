import ChildProcess
import TestServers

/// Somebody who works with `intelligentic`, with settings of their own.
struct CommandLineUser {
    struct Result: CustomStringConvertible {
        let code: Int32?
        let output: String
        let error: String

        var description: String { "exit \(code.map(String.init) ?? "by signal")\n\(output)\n\(error)" }
    }

    private static let limit = Duration.seconds(120)

    private let home: String

    /// Where the settings are.
    var environment: [String: String] { ["XDG_CONFIG_HOME": home, "HOME": home, "LANG": "C.UTF-8"] }

    static func run(_ body: (CommandLineUser) throws -> Void) throws {
        try TestServers.temporaryDirectory { try body(CommandLineUser(home: $0)) }
    }

    /// - Parameter environment: more variables.
    func callAsFunction(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        let (status, output, error) = try ChildProcess.run(
            TestServers.binaries + "/intelligentic", arguments,
            environment: self.environment.merging(environment) { $1 },
            input: Array(input.utf8),
            limit: Self.limit)
        var code: Int32?
        if case .exited(let value) = status { code = value }
        return Result(
            code: code, output: String(decoding: output, as: UTF8.self), error: String(decoding: error, as: UTF8.self))
    }
}
