import ArgumentParser
import JSON

/// `intelligentic account delete`
struct DeleteAccount: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete your account, in every tenant, at once and for good.",
        discussion: """
            Your sessions and API keys end, and nobody can bring the account back. What you made stays with the tenants, whose audit \
            logs keep your id. Who is the only admin of a tenant makes somebody else one before, or deletes the tenant: \
            intelligentic tenant delete
            """)

    @Argument(help: "Your e-mail address, so that you delete no other account.")
    var email: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().deleteAccount(email)
        options.show(["email": .string(email)]) { _ in ["Deleted the account of \(email).".printable] }
    }
}
