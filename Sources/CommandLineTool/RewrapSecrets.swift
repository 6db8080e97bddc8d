import Accounts
import ArgumentParser
import Database
import Encryption
import IdentityProviders
import JSON
import Secrets

/// `intelligentic key rewrap-secrets`
struct RewrapSecrets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrap-secrets",
        abstract:
            "Encrypt the secrets, and those of authenticators and identity providers, with the key that encrypts now.",
        discussion: """
            Runs and users go on meanwhile. It may be stopped, and goes on where it is called again. The database is named by \
            DATABASE_…, as for `migrate`. Where a secret is left that no key decrypts, it is named, and the command fails.
            """)

    @OptionGroup var file: SecretsKeyOptions

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        let database = Database(try DatabaseConfiguration(environment: CommandEnvironment.variables))
        defer { database.close() }
        let keys = try KeyRing(contentsOf: file.path)
        var outcome = try SecretRewrapStore(database: database, keys: keys).rewrapAll()
        let factors = try SecondFactorStore(database, keys: keys).rewrapAll()
        outcome.rewrapped += factors.rewrapped
        if let peppers = try PepperStore(database, keys: keys).rewrap() {
            outcome.rewrapped += peppers
        } else {
            outcome.unreadable.append("the pepper of passwords")
        }
        outcome.unreadable += factors.unreadable.map { "authenticator of user \($0)" }
        let providers = try IdentityProviderStore(database, keys: keys).rewrapAll()
        outcome.rewrapped += providers.rewrapped
        outcome.unreadable += providers.unreadable.map { "client of identity provider \($0)" }
        HostLog.note("key rewrap-secrets: \(outcome.rewrapped) encrypted anew")
        if json {
            let unreadable = JSON.array(outcome.unreadable.map(JSON.string))
            Terminal.output.write(
                JSON.object(["rewrapped": JSON(outcome.rewrapped), "unreadable": unreadable]).prettyText)
        } else {
            Terminal.output.write("Encrypted anew: \(outcome.rewrapped)")
            for secret in outcome.unreadable { Terminal.output.write("No key decrypts: \(secret)") }
        }
        guard outcome.unreadable.isEmpty else { throw Failure(.local, "") }
    }
}
