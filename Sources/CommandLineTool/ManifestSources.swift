import ArgumentParser
import Manifest

/// Where the manifests are.
struct ManifestSources: ParsableArguments {
    @Option(help: "The folder of the functions: NAME/function.yaml.", completion: .directory)
    var functions = "functions"

    @Option(help: "The folder of the daemons: NAME/daemon.yaml.", completion: .directory)
    var daemons = "Sources"

    func fleet() throws -> Fleet {
        try Fleet(functionsDirectory: functions, daemonsDirectory: daemons)
    }
}
