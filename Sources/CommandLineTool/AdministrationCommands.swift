import Accounts
import ArgumentParser
import Database
import Encryption
import Mail

/// `intelligentic admin …`
struct AdministrationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "What an operator does on the host: let people in without mail, suspend tenants.",
        discussion: """
            The database is named by DATABASE_SOCKET or DATABASE_HOST and DATABASE_PORT, DATABASE_NAME, DATABASE_USER and \
            DATABASE_PASSWORD_FILE, as for `migrate`; SECRETS_KEY_FILE is secrets.key, with which passwords are hashed.
            """,
        subcommands: [
            CreateTenant.self, SetPassword.self, SuspendTenant.self, ResumeTenant.self, SetTenantRate.self,
            SetTenantQuota.self,
        ])

    /// Works on the accounts of the database that the environment names.
    static func withAccounts<T>(_ body: (AccountStore, OperatorAudit) throws -> T) throws -> T {
        let variables = CommandEnvironment.variables
        guard let file = variables["SECRETS_KEY_FILE"] else {
            throw Failure(
                .usage, "Set SECRETS_KEY_FILE to the installation's secrets.key: passwords are hashed with it.")
        }
        let keys = try KeyRing(contentsOf: file)
        let database = Database(try DatabaseConfiguration(environment: variables))
        defer { database.close() }
        do {
            let accounts = AccountStore(
                database, pepper: PepperStore(database, keys: keys), mail: MailOutbox(database, keys: keys))
            return try body(accounts, OperatorAudit(database))
        } catch AccountError.emailTaken {
            throw Failure(.local, "Somebody has this e-mail. A forgotten password: intelligentic admin reset-password")
        } catch AccountError.invalid(let violations) {
            let rules = violations.map { "\($0.field.rawValue) \($0.message)" }
            throw Failure(.usage, rules.joined(separator: "\n"))
        }
    }
}
