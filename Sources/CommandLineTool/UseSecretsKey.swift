import ArgumentParser
import Encryption

/// `intelligentic key use-secrets-key`
struct UseSecretsKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "use-secrets-key", abstract: "Encrypt secrets with the last key of secrets.key from now on.",
        discussion: """
            All programs must know it already: see add-secrets-key. Then restart the slots of the function `secrets`, and \
            go on with rewrap-secrets.
            """)

    @OptionGroup var file: SecretsKeyOptions

    func run() throws { Terminal.output.write(try KeyRing.useLastKey(in: file.path)) }
}
