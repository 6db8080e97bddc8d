import ArgumentParser
import JSON

/// `intelligentic tenant delete`
struct DeleteTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete the tenant that you are signed in to, with all that is in it. For admins of the tenant.",
        discussion: """
            Nothing works in it from now on; for some days `tenant restore` brings it back, and `tenant export` saves it. Then it \
            is deleted for good.
            """)

    @Argument(help: "Its name, so that you delete no other one.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        try platform.delete(TenantCommands.path + QueryText([("name", name)]).text)
        options.show(try platform.get(TenantCommands.path)) { answer in
            let time = answer["deleteAt"]?.string ?? ""
            return ["\(name) will be deleted at \(time). Until then: intelligentic tenant restore".printable]
        }
    }
}
