import ArgumentParser
import Manifest

/// Where the manifests are and where the files go.
struct ManifestOptions: ParsableArguments {
    @Option(help: "The folder of the functions: NAME/function.yaml.", completion: .directory)
    var functions = "functions"

    @Option(help: "The folder of the daemons: NAME/daemon.yaml.", completion: .directory)
    var daemons = "Sources"

    @Option(help: "The folder of the running system.", completion: .directory)
    var runDirectory = ".run"

    func fleet() throws -> Fleet {
        try Fleet(functionsDirectory: functions, daemonsDirectory: daemons)
    }
}
