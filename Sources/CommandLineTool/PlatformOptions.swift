import ArgumentParser
import JSON

/// What every command takes that talks to the platform.
struct PlatformOptions: ParsableArguments {
    @Option(help: "The platform's address; else INTELLIGENTIC_URL, else where you are signed in.")
    var url: String?

    @Flag(help: "Print what the API answered, as JSON.")
    var json = false

    func platform() throws -> Platform {
        try Platform(url: url)
    }

    /// Prints an answer as JSON, or in the words of `people`.
    func show(_ answer: JSON, _ people: (JSON) -> [String]) {
        for line in json ? [answer.printableText] : people(answer) { Terminal.output.write(line) }
    }
}
