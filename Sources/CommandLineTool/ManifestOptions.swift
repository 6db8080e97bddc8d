import ArgumentParser
import Manifest

/// Where the manifests are and where the files of a running system go.
struct ManifestOptions: ParsableArguments {
    @OptionGroup var sources: ManifestSources

    @Option(help: "The folder of the running system.", completion: .directory)
    var runDirectory = ".run"

    func fleet() throws -> Fleet {
        try sources.fleet()
    }
}
