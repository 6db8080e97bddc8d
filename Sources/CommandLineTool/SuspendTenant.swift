import ArgumentParser

/// `intelligentic admin suspend-tenant`
struct SuspendTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend-tenant",
        abstract: "Keep a tenant from working: requests are refused, and none of its runs goes on; all of it stays.",
        discussion: """
            Where REDIS_… names a Redis, it counts at once; else within half a minute. Workers see it within a second.
            """)

    @Argument(help: "Its id, or its name where no other tenant has it.")
    var tenant: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        try TenantAdministration.suspend(true, tenant, json: json)
    }
}
