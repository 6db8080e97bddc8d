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
                try StartScript.add([variable: place], to: "\(folder)/\(slot)/run")
            }
        }
    }
}
