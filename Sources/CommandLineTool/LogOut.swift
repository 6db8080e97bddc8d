import ArgumentParser

/// `intelligentic logout`
struct LogOut: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "logout", abstract: "End the session.")

    @Flag(help: "End all your sessions, on every machine and in every tenant.")
    var everywhere = false

    @Option(help: "The platform's address; else where you are signed in.")
    var url: String?

    func run() throws {
        try Platform(url: url).signOut(everywhere: everywhere)
    }
}
