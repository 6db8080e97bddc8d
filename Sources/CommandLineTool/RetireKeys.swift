import AccessTokens
import ArgumentParser

/// `intelligentic key retire`
struct RetireKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Accept no more tokens of keys that sign no more since an hour.",
        discussion: """
            The keys go out of jwks.json, which all programs read within a second. Whoever has a token of such a key \
            refreshes it.
            """)

    @Option(help: "The folder of private.jwk and jwks.json.", completion: .directory)
    var directory: String

    @Flag(help: "Also keys that signed until now: for one that others know. First restart the slots of `auth`.")
    var now = false

    func run() throws {
        let removed = try AccessTokenSigner.removeRetiredKeys(
            directory: directory, for: now ? .zero : AccessTokenSigner.retirementLimit)
        for id in removed { HostLog.note("key retire: \(id) is out of \(directory)/jwks.json") }
        for id in removed { Terminal.output.write(id) }
        if removed.isEmpty { Terminal.output.write("No key is old enough.") }
    }
}
