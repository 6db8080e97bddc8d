import ArgumentParser

/// `intelligentic tenant …`
struct TenantCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant",
        abstract: "Your tenants, and what holds for one of them: its name, its policy, and who brings its events.",
        subcommands: [
            MakeOwnTenant.self, ListTenants.self, SwitchTenant.self, ShowTenant.self, RenameTenant.self,
            ExportTenant.self, ShowTenantLimits.self, ShowTenantUsage.self,
            DeleteTenant.self,
            RestoreTenant.self,
            TenantPolicyCommands.self, MakeProducer.self,
        ])

    /// The tenant that somebody is signed in to, and all of theirs.
    static let path = "/api/v1/tenant"
    static let listPath = "/api/v1/tenants"
}
