import ChildProcess
import Foundation
import TestServers

@testable import Processes

/// An image with a shell and `cat`, made of this host's, where there is podman; else only a name.
struct Image {
    let name = "localhost/intelligentic-test:\(getpid())"

    init() throws {
        guard access(Podman.path, X_OK) == 0 else { return }
        let script = """
            mkdir -p bin tmp && cp /bin/dash bin/sh && cp /bin/cat bin/ &&
            for program in bin/*; do ldd $program; done | grep -o '/lib[^ ]*' | sort -u | while read -r library; do
                mkdir -p ".$(dirname $library)" && cp -L $library .$library
            done && tar c bin lib* tmp | podman import - \(name)
            """
        try TestServers.temporaryDirectory { (directory) throws in
            _ = try ChildProcess.run("sh", ["-c", script], workingDirectory: directory, limit: .seconds(60))
        }
    }

    /// The containers made of it.
    func containers() throws -> String {
        let words = ["ps", "--all", "--quiet", "--filter", "ancestor=\(name)"]
        return String(decoding: try ChildProcess.run(Podman.path, words, limit: .seconds(30)).output, as: UTF8.self)
    }
}
