import ArgumentParser
import Encryption

/// `intelligentic key add-secrets-key`
struct AddSecretsKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-secrets-key", abstract: "Add a key to secrets.key that decrypts, and does not encrypt yet.",
        discussion: """
            Then restart the workers and the slots of the function `secrets`, and go on with use-secrets-key. Keep a copy \
            of the file apart from the backups of the database.
            """)

    @OptionGroup var file: SecretsKeyOptions

    func run() throws {
        let id = try KeyRing.addKey(to: file.path)
        HostLog.note("key add-secrets-key: \(id) is in \(file.path)")
        Terminal.output.write(id)
    }
}
