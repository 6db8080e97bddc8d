import Foundation

/// The rendered scripts that start programs with the declared variables only.
enum StartScript {
    /// Adds variables to a script.
    static func add(_ variables: [String: String], to path: String) throws {
        let script = try String(contentsOfFile: path, encoding: .utf8)
        let start = "exec env -i"
        guard script.contains(start) else { throw Failure("\(path) does not start with \(start)") }
        let more = variables.map { " '\($0.key)=\($0.value)'" }.sorted().joined()
        // In place: the file stays executable.
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.write(contentsOf: Data(script.replacingOccurrences(of: start, with: start + more).utf8))
        try file.close()
    }
}
