import AccessTokens
import ArgumentParser
import Encryption

/// `intelligentic key generate`
struct GenerateKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Make private.jwk, jwks.json and secrets.key, where they are missing.",
        discussion: """
            private.jwk is for the function `auth` only; intelligentic key rotate changes it.
            secrets.key is for the function `secrets` and the worker. Without it no secret that was put can be read: keep \
            a copy of it apart from the backups of the database.
            """)

    @Option(help: "The folder; it must be there.", completion: .directory)
    var directory: String

    func run() throws {
        let files = try AccessTokenSigner.generateKeyFiles(directory: directory)
        Terminal.output.write(files.privateKey)
        Terminal.output.write(files.jwks)
        let secretsKey = directory + "/" + KeyRing.fileName
        try KeyRing.makeMissing(secretsKey)
        Terminal.output.write(secretsKey)
    }
}
