import ArgumentParser
import Identity
import Manifest

/// `intelligentic tenant producer`
struct MakeProducer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "producer", abstract: "Make the user with which a tenant puts events into Redis.",
        discussion: """
            It may add to one stream, intelligentic:ingress:TENANT-ID, and read what was refused of it. Afterwards render \
            redis-acl and tell Redis ACL LOAD, or call bin/up. To end it, remove the file of its password and do the same.
            """)

    @Argument(help: "The tenant's id; intelligentic whoami --json shows it.")
    var tenant: String

    @OptionGroup var passwords: PasswordOptions

    func run() throws {
        guard let id = TenantID(tenant)?.description else {
            throw Failure(.usage, "The tenant's id is a UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057.")
        }
        let file = try passwords.files().makeProducer(of: id)
        Terminal.output.write("user      \(RedisACLRendering.producer(of: id))")
        Terminal.output.write("password  in \(file)".printable)
        Terminal.output.write("stream    intelligentic:ingress:\(id)")
    }
}
