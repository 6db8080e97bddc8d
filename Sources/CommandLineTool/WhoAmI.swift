import ArgumentParser
import JSON

/// `intelligentic whoami`
struct WhoAmI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Show who is signed in, and where.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        options.show(try platform.get("/api/v1/auth/me")) { answer in
            let who = answer["user"]?["email"]?.string ?? answer["serviceAccount"]?["name"]?.string ?? ""
            let key = answer["apiKey"]?["name"]?.string.map { " with the API key \($0)" } ?? ""
            let tenant = answer["tenant"]?["name"]?.string ?? ""
            return ["\(who)\(key), tenant \(tenant), at \(platform.url)".printable]
        }
    }
}
