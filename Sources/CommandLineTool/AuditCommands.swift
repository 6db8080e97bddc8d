import ArgumentParser

/// `intelligentic audit …`
struct AuditCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "See who did what, keep it elsewhere, and check that nobody changed it.",
        subcommands: [ListAuditEntries.self, ExportAuditEntries.self, VerifyAuditLog.self])

    static let path = "/api/v1/audit"
}
