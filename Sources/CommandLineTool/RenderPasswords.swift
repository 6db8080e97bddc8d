import ArgumentParser
import Manifest

/// `intelligentic render passwords`
struct RenderPasswords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwords",
        abstract: "Make the passwords that are missing, a file for each user.",
        discussion: """
            To change one, remove its file, call this again, and then render grants, redis-acl and what else is made from \
            it. The files that were made are printed.
            """)

    @OptionGroup var sources: ManifestSources
    @OptionGroup var passwords: PasswordOptions

    func run() throws {
        for path in try passwords.files().makeMissing(for: sources.fleet()) { Terminal.output.write(path) }
    }
}
