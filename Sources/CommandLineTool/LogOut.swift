import ArgumentParser

/// `intelligentic logout`
struct LogOut: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "logout", abstract: "End the session.")

    @Option(help: "The platform's address; else where you are signed in.")
    var url: String?

    func run() throws {
        try Platform(url: url).signOut()
    }
}
