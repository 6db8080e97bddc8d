import Accounts
import ArgumentParser
import Database
import Encryption
import IdentityProviders
import Mail
import Secrets

/// `intelligentic key remove-secrets-keys`
struct RemoveSecretsKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-secrets-keys", abstract: "Take the keys out of secrets.key that encrypt nothing any more.",
        discussion: """
            A key that was added and does not encrypt yet stays. Backups of the time before need the file as it was: keep a copy as long as you keep them. Mail that waits needs its \
            key until it is sent or given up. The database is named by DATABASE_…, as for `migrate`. Then restart the workers, \
            the notifier, and the slots of the functions `secrets` and `auth`.
            """)

    @OptionGroup var file: SecretsKeyOptions

    func run() throws {
        let database = Database(try DatabaseConfiguration(environment: CommandEnvironment.variables))
        defer { database.close() }
        let ring = try KeyRing(contentsOf: file.path)
        let used = try Set(SecretRewrapStore(database: database, keys: ring).counts().keys)
            .union(SecondFactorStore(database, keys: ring).keyIDs())
            .union(PepperStore(database, keys: ring).keyIDs())
            .union(IdentityProviderStore(database, keys: ring).keyIDs())
            .union(MailOutbox(database, keys: ring).keyIDs())
        let waiting = try KeyRing.waitingKeys(of: file.path)
        let unused = ring.keyIDs.subtracting(used).subtracting(waiting).subtracting([ring.sealingKeyID])
        try KeyRing.removeKeys(unused, from: file.path)
        for id in unused.sorted() { HostLog.note("key remove-secrets-keys: \(id) is out of \(file.path)") }
        for id in unused.sorted() { Terminal.output.write(id) }
        for id in waiting.sorted() { Terminal.output.write("Kept \(id): it waits for use-secrets-key.") }
        if unused.isEmpty, waiting.isEmpty { Terminal.output.write("All keys are needed.") }
    }
}
