import ArgumentParser
import Identity
import JSON
import Tenants

/// `intelligentic admin resume-tenant`
struct ResumeTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume-tenant",
        abstract: "Let a suspended tenant go on, with its runs where they were.",
        discussion: """
            Where REDIS_… names a Redis, it counts at once; else within half a minute. Workers see it within a second.
            """)

    @Argument(help: "Its id, or its name where no other tenant has it.")
    var tenant: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        let tenant = try TenantAdministration.setSuspended(false, tenant)
        let answer: JSON = [
            "id": .string("\(tenant.id)"), "name": .string(tenant.name), "state": .string(tenant.state.rawValue),
        ]
        let text = "The tenant \(tenant.name), \(tenant.id), is not suspended any more."
        Terminal.output.write(json ? answer.printableText : text.printable)
    }
}
