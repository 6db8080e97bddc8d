package import Identity
internal import JSON

/// `backup.json`: what a backup is of, and how to know that it is whole.
package struct BackupManifest: Sendable, Codable {
    /// The version of the folder's form. A program refuses a later one.
    package static let currentFormat = 1
    package static let fileName = "backup.json"

    package let format: Int
    /// The backup holds what was committed before this time.
    package let createdAt: Timestamp
    package let database: String
    /// Of `intelligentic`.
    package let programVersion: String
    package let serverVersion: String
    /// The files that had been applied, in order.
    package let migrations: [String]
    package let files: [File]

    package struct File: Sendable, Codable, Hashable {
        /// Within the folder.
        package let name: String
        package let bytes: Int
        /// SHA-256, hexadecimal.
        package let sha256: String
    }

    /// Bytes of all files.
    package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
}

extension BackupManifest {
    /// - Throws: ``BackupError``.
    package init(in folder: String) throws {
        let path = "\(folder)/\(Self.fileName)"
        let json: JSON
        do {
            json = try JSON(parsing: BackupFolder.read(path))
        } catch {
            throw BackupError.unreadable(path: path, reason: "\(error)")
        }
        // The form of a later format is not known, so the number is asked for by itself.
        guard let format = json["format"]?.int else {
            throw BackupError.unreadable(path: path, reason: "it has no format")
        }
        guard format <= Self.currentFormat else { throw BackupError.laterFormat(format) }
        do {
            self = try json.decode(Self.self)
        } catch {
            throw BackupError.unreadable(path: path, reason: "\(error)")
        }
        for file in files where file.name.contains("/") || file.name.hasPrefix(".") {
            throw BackupError.unreadable(path: path, reason: "it names a file outside of the folder")
        }
    }
}
