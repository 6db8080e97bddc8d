import Accounts
import ArgumentParser
import Audit
import JSON

/// `intelligentic admin create-tenant`
struct CreateTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create-tenant", abstract: "Make a tenant and its first admin, on the host.")

    @OptionGroup var person: PersonOptions

    @Option(help: "The new tenant's name.")
    var tenant: String

    @Flag(help: "Print what was made as JSON.")
    var json = false

    func run() throws {
        let (email, password) = (try person.askedEmail(), try person.askedPassword())
        PersonOptions.tellStrength(of: password)
        let account = try AdministrationCommands.withAccounts { accounts, audit in
            try accounts.createTenant(email: email, password: password, tenantName: tenant) { account in
                try audit.record(.createTenant, AuditTarget(.tenant, "\(account.tenant.id)"), in: account.tenant.id)
            }
        }
        let answer: JSON = [
            "tenant": ["id": .string("\(account.tenant.id)"), "name": .string(account.tenant.name)],
            "user": ["id": .string("\(account.user)"), "email": .string(account.email)],
        ]
        let text =
            "Made the tenant \(account.tenant.name), \(account.tenant.id). Its admin \(account.email) can sign in."
        Terminal.output.write(json ? answer.printableText : text.printable)
    }
}
