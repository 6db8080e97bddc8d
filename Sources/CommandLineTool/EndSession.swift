import ArgumentParser
import JSON

/// `intelligentic session end`
struct EndSession: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End one of your sessions: whoever uses it is signed out.")

    @Argument(help: "The session's id, as `session list` shows it.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete("/api/v1/auth/sessions/\(QueryText.escaped(id))")
        options.show(["id": .string(id)]) { _ in ["Ended the session \(id).".printable] }
    }
}
