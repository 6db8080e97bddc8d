import ArgumentParser
import JSON

/// `intelligentic identity link`
struct LinkIdentity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Sign in with an identity provider once, and from then on whenever you like.")

    @Argument(help: "The identity provider.")
    var provider: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        let tenant = try platform.get("/api/v1/auth/me")["tenant"]?["id"]?.string ?? ""
        let callback = "/api/v1/auth/oidc/\(tenant)/\(QueryText.escaped(provider))/callback"
        try ProviderSignIn(platform, callback: callback).run(options) { redirect in
            try platform.post("\(IdentityCommands.path)/\(QueryText.escaped(provider))/link", redirect)
        }
    }
}
