import FoundationEssentials

/// The variables that the command was started with.
enum CommandEnvironment {
    static var variables: [String: String] { ProcessInfo.processInfo.environment }
}
