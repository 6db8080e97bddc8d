import AccessTokens
import ArgumentParser

/// `intelligentic key generate`
struct GenerateKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Make private.jwk and jwks.json, where they are missing.",
        discussion: """
            private.jwk is for the function `auth` only. To change the key, remove it and generate again: tokens signed \
            before stay good, since jwks.json keeps the old public key.
            """)

    @Option(help: "The folder; it must be there.", completion: .directory)
    var directory: String

    func run() throws {
        let files = try AccessTokenSigner.generateKeyFiles(directory: directory)
        Terminal.output.write(files.privateKey)
        Terminal.output.write(files.jwks)
    }
}
