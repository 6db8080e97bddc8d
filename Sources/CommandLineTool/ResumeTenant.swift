import ArgumentParser

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
        try TenantAdministration.suspend(false, tenant, json: json)
    }
}
