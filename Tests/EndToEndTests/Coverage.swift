import Foundation
import Manifest

/// Lets the programs of a platform write their coverage where the test process does.
enum Coverage {
    private static let variable = "LLVM_PROFILE_FILE"

    /// Adds the variable to the rendered scripts, which start programs with the declared ones only.
    static func pass(on fleet: Fleet, in directory: String) throws {
        guard let place = ProcessInfo.processInfo.environment[variable] else { return }
        let folders = fleet.functions.map { "functions/\($0.name)" } + fleet.daemons.map { "daemons/\($0.name)" }
        for folder in folders.map({ "\(directory)/\($0)" }) {
            for slot in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let path = "\(folder)/\(slot)/run"
                let script = try String(contentsOfFile: path, encoding: .utf8)
                let start = "exec env -i"
                guard script.contains(start) else { throw Failure("\(path) does not start with \(start)") }
                // In place: the file stays executable.
                let file = try FileHandle(forWritingTo: URL(filePath: path))
                try file.write(
                    contentsOf: Data(
                        script.replacingOccurrences(of: start, with: "\(start) '\(variable)=\(place)'").utf8))
                try file.close()
            }
        }
    }
}
