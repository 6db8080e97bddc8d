import ArgumentParser
import Encryption

/// Where the keys of secrets are.
struct SecretsKeyOptions: ParsableArguments {
    @Option(help: "The folder of secrets.key.", completion: .directory)
    var directory: String

    var path: String { directory + "/" + KeyRing.fileName }
}
