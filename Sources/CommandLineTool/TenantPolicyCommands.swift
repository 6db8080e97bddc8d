import ArgumentParser

/// `intelligentic tenant policy …`
struct TenantPolicyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "What the tenant's workflows may do.",
        subcommands: [ShowTenantPolicy.self, SetTenantPolicy.self])

    static let path = "/api/v1/tenant/policy"
}
