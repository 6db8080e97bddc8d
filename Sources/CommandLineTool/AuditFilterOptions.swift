import ArgumentParser

/// Which audit entries are meant: those that fit everything that is named.
struct AuditFilterOptions: ParsableArguments {
    @Option(help: "Only what this user did: an id.")
    var actor: String?

    @Option(help: "Only this: such as run.cancel, or 'run.*' for all that begins so.")
    var action: String?

    @Option(help: "Only what was done to this: KIND or KIND:NAME, such as secret:api-token.")
    var target: String?

    @Option(help: "Only what was done at this time or later, such as 2026-11-24T00:00:00Z.")
    var from: String?

    @Option(help: "Only what was done before this time.")
    var to: String?

    var query: [(String, String?)] {
        [("actor", actor), ("action", action), ("target", target), ("from", from), ("to", to)]
    }
}
