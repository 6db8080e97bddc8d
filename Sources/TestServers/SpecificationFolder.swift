package import Foundation

/// Data of the Serverless Workflow specification, beside the checkout or where `SERVERLESS_WORKFLOW` says.
package enum SpecificationFolder {
    package static let path =
        ProcessInfo.processInfo.environment["SERVERLESS_WORKFLOW"]
        ?? URL(filePath: TestServers.packageRoot).appending(path: "../shared/serverless-workflow").standardized.path

    package static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// The files of a folder of it with these extensions, by name.
    package static func files(
        in folder: String, extensions: Set<String> = ["yaml", "yml", "json"]
    ) throws -> [URL] {
        try FileManager.default
            .contentsOfDirectory(at: URL(filePath: path).appending(path: folder), includingPropertiesForKeys: nil)
            .filter { extensions.contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
    }
}
