import Accounts
import ArgumentParser
import Database

/// `intelligentic admin …`
struct AdministrationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "What an operator does on the host: let people in without mail, suspend tenants.",
        discussion: """
            The database is named by DATABASE_SOCKET or DATABASE_HOST and DATABASE_PORT, DATABASE_NAME, DATABASE_USER and \
            DATABASE_PASSWORD_FILE, as for `migrate`.
            """,
        subcommands: [
            CreateTenant.self, SetPassword.self, SuspendTenant.self, ResumeTenant.self, SetTenantRate.self,
            SetTenantQuota.self,
        ])

    /// Works on the accounts of the database that the environment names.
    static func withAccounts<T>(_ body: (AccountStore) throws -> T) throws -> T {
        let database = Database(try DatabaseConfiguration(environment: CommandEnvironment.variables))
        defer { database.close() }
        do {
            return try body(AccountStore(database))
        } catch AccountError.emailTaken {
            throw Failure(.local, "Somebody has this e-mail. A forgotten password: intelligentic admin reset-password")
        } catch AccountError.invalid(let violations) {
            let rules = violations.map { "\($0.field.rawValue) \($0.message)" }
            throw Failure(.usage, rules.joined(separator: "\n"))
        }
    }
}
