import ArgumentParser
import Identity
import JSON

/// `intelligentic api-key create`
struct CreateAPIKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an API key; it is shown once.",
        discussion: """
            It permits what its scopes say and whose it is may do, both. Give it to a program as INTELLIGENTIC_API_KEY, or as \
            `Authorization: Bearer KEY`.

            intelligentic api-key create nightly --scope runs:create --namespace demo
            """)

    @Argument(help: "What people know it by.")
    var name: String

    @Option(help: ArgumentHelp("What it permits, such as runs:create. Again for more.", valueName: "permission"))
    var scope: [String] = []

    @Option(help: "Only in this namespace. Again for more.")
    var namespace: [String] = []

    @Option(help: "The service account whose it is, by name or id; else it is your own.")
    var serviceAccount: String?

    @Option(help: "How many days it is good; else 90.")
    var days: Int?

    @Flag(help: "Print the key and nothing else, for a script.")
    var onlyKey = false

    @OptionGroup var options: PlatformOptions

    func validate() throws {
        guard !scope.isEmpty else {
            throw ValidationError("Name at least one --scope, such as --scope runs:create.")
        }
    }

    func run() throws {
        let platform = try options.platform()
        var body: JSON = ["name": .string(name), "scopes": .array(scope.map(JSON.string))]
        if !namespace.isEmpty { body["namespaces"] = .array(namespace.map(JSON.string)) }
        if let days { body["expiresInDays"] = JSON(days) }
        if let serviceAccount {
            body["serviceAccount"] = .string(try ServiceAccountCommands.id(of: serviceAccount, on: platform))
        }
        options.show(try platform.post(APIKeyCommands.path, body)) { answer in
            let key = answer["key"]?.string ?? ""
            if onlyKey { return [key.printable] }
            return [
                "Made the API key \(name) of \(APIKeyCommands.principal(answer)), for \(APIKeyCommands.rights(answer)), "
                    + "until \(TimeText.minute(answer["expiresAt"])). It is shown only now:", key,
                "A script uses it: INTELLIGENTIC_API_KEY=… intelligentic --help",
                "It ends with: intelligentic api-key revoke \(answer["id"]?.string ?? "")",
            ].map(\.printable)
        }
    }
}
