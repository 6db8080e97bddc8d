import ArgumentParser
import Identity
import JSON

/// `intelligentic service-account …`
struct ServiceAccountCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service-account", abstract: "Programs as part of the tenant, with roles of their own.",
        subcommands: [
            CreateServiceAccount.self, ListServiceAccounts.self, SetServiceAccountRoles.self,
            DisableServiceAccount.self, EnableServiceAccount.self, DeleteServiceAccount.self,
        ])

    static let path = "/api/v1/service-accounts"

    /// - Parameter name: of the service account, which is looked for in the list, or its id.
    static func id(of name: String, on platform: Platform) throws -> String {
        guard UserID(name) == nil else { return name }
        var cursor: String?
        repeat {
            let page = try platform.get(path, [("limit", "\(ListOptions.pageLimit)"), ("cursor", cursor)])
            let found = page["items"]?.array?.first { $0["name"]?.string == name }
            if let id = found?["id"]?.string { return id }
            cursor = page["nextCursor"]?.string
        } while cursor != nil
        throw Failure(
            .refused, "The tenant has no service account \(name).\nWhich there are: intelligentic service-account list")
    }

    static func path(of name: String, on platform: Platform) throws -> String {
        "\(path)/\(try id(of: name, on: platform))"
    }

    /// Puts another state in place of the present one.
    static func set(_ name: String, isDisabled: Bool, _ options: PlatformOptions) throws {
        let platform = try options.platform()
        let path = try path(of: name, on: platform)
        let present = try platform.get(path)["name"] ?? .null
        options.show(try platform.put(path, ["name": present, "disabled": .bool(isDisabled)])) { _ in
            [isDisabled ? "Disabled \(name): its keys are refused." : "Enabled \(name): its keys work."]
                .map(\.printable)
        }
    }
}
