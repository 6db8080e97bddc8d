internal import ChildProcess
internal import Glibc

/// The folder of a backup: made under another name, and given its own when everything in it is on the disk.
struct BackupFolder {
    static let mode: mode_t = 0o600
    static let readLimit = 16 * 1_024 * 1_024
    private static let checksumLimit = Duration.seconds(86_400)

    let path: String
    let draft: String

    /// Makes an empty draft that only this user can enter.
    init(_ path: String) throws(BackupError) {
        guard access(path, F_OK) != 0 else { throw .exists(path: path) }
        var name = Array("\(path).XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw .unwritable(path: path, reason: Self.reason) }
        self.path = path
        draft = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Gives the draft its name.
    func publish() throws(BackupError) {
        try Self.synchronize(draft)
        guard access(path, F_OK) != 0 else { throw .exists(path: path) }
        guard rename(draft, path) == 0 else { throw .unwritable(path: path, reason: Self.reason) }
        let parts = path.split(separator: "/").dropLast().joined(separator: "/")
        try Self.synchronize(path.hasPrefix("/") ? "/" + parts : parts.isEmpty ? "." : parts)
    }

    /// Removes the draft with these files.
    func discard(_ files: [String]) {
        for file in files { unlink("\(draft)/\(file)") }
        rmdir(draft)
    }

    /// Writes a file of the draft to the disk.
    func write(_ bytes: [UInt8], to name: String) throws(BackupError) {
        let file = "\(draft)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, Self.mode)
        guard descriptor >= 0 else { throw .unwritable(path: file, reason: Self.reason) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .unwritable(path: file, reason: Self.reason) }
            rest = rest.dropFirst(count)
        }
        try Self.synchronize(file)
    }

    static func read(_ path: String) throws(BackupError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1_024)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else { throw .unreadable(path: path, reason: reason) }
            bytes += chunk[..<count]
            guard bytes.count <= readLimit else {
                throw .unreadable(path: path, reason: "it is larger than \(readLimit) bytes")
            }
        }
    }

    /// A file as a manifest names it.
    static func file(_ name: String, in folder: String) throws -> BackupManifest.File {
        let path = "\(folder)/\(name)"
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw BackupError.unreadable(path: path, reason: reason) }
        let (status, output, error) = try ChildProcess.run("sha256sum", ["--", path], limit: checksumLimit)
        let sum = String(decoding: output.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
        guard status.isSuccess, sum.utf8.count == 64 else {
            throw BackupError.program(name: "sha256sum", reason: String(decoding: error.prefix(1_000), as: UTF8.self))
        }
        return BackupManifest.File(name: name, bytes: Int(facts.st_size), sha256: sum)
    }

    static func synchronize(_ path: String) throws(BackupError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: reason) }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
