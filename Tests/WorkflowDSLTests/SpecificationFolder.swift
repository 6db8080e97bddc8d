import Foundation

/// Data of the Serverless Workflow specification, beside the checkout or where `SERVERLESS_WORKFLOW` says.
enum SpecificationFolder {
    static let path =
        ProcessInfo.processInfo.environment["SERVERLESS_WORKFLOW"]
        ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/serverless-workflow")
        .standardized.path

    static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    static func files(in folder: String) throws -> [URL] {
        try FileManager.default
            .contentsOfDirectory(at: URL(filePath: path).appending(path: folder), includingPropertiesForKeys: nil)
            .filter { ["yaml", "yml", "json"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
    }
}
