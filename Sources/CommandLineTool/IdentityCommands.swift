import ArgumentParser

/// `intelligentic identity …`
struct IdentityCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "Link your account with identity providers of the tenant.",
        subcommands: [LinkIdentity.self, ListIdentities.self, UnlinkIdentity.self])

    static let path = "/api/v1/auth/identities"
}
