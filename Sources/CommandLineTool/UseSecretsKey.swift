import ArgumentParser
import Encryption

/// `intelligentic key use-secrets-key`
struct UseSecretsKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "use-secrets-key", abstract: "Encrypt secrets with a key of secrets.key from now on.",
        discussion: """
            All programs must know it already: see add-secrets-key. Then restart the slots of the function `secrets`, and \
            go on with rewrap-secrets.
            """)

    @Argument(help: "The key's id, as add-secrets-key has printed it.")
    var id: String

    @OptionGroup var file: SecretsKeyOptions

    func run() throws {
        try KeyRing.useKey(id, in: file.path)
        HostLog.note("key use-secrets-key: \(id) of \(file.path) encrypts")
        Terminal.output.write(id)
    }
}
