import ArgumentParser
import Manifest

/// Where the passwords of the programs are.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: "The folder of the passwords: database-NAME and redis-NAME for each program.", completion: .directory)
    var secrets = ".run/secrets"

    func files() throws -> PasswordFiles {
        try PasswordFiles(secrets)
    }
}
