import AccessTokens
import ArgumentParser

/// `intelligentic key rotate`
struct RotateKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Sign access tokens with a new key.",
        discussion: """
            The old public key stays in jwks.json, so tokens that are signed already stay good. All programs read the changed \
            jwks.json by themselves; where hosts have copies, copy it to all of them first. Then restart the slots of the \
            function `auth`, one after the other: it signs with the new key. An hour later: intelligentic key retire.
            """)

    @Option(help: "The folder of private.jwk and jwks.json.", completion: .directory)
    var directory: String

    func run() throws {
        let files = try AccessTokenSigner.rotateKeyFiles(directory: directory)
        HostLog.note("key rotate: access tokens are signed with a new key of \(directory)")
        Terminal.output.write(files.privateKey)
        Terminal.output.write(files.jwks)
    }
}
