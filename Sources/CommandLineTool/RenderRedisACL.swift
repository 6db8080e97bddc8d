import ArgumentParser
import Manifest

/// `intelligentic render redis-acl`
struct RenderRedisACL: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redis-acl",
        abstract: "Write the ACL file of Redis: users, one for each program.",
        discussion: """
            Start Redis with `aclfile FILE`, or tell it to read the file anew with ACL LOAD, when the name of the file is \
            printed. The user `default` is off in it; for people there is intelligentic_operator. Passwords are in it as \
            hashes.
            """)

    @OptionGroup var sources: ManifestSources
    @OptionGroup var passwords: PasswordOptions

    @Option(help: "The file to write.", completion: .file())
    var output: String

    func run() throws {
        let rendering = RedisACLRendering(try sources.fleet(), passwords: try passwords.files())
        if try rendering.write(output) { Terminal.output.write(output) }
    }
}
