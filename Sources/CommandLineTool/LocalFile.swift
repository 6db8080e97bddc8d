import Glibc

/// Files that the command names or keeps.
enum LocalFile {
    /// The most that is read from a file: more than the platform takes.
    static let sizeLimit = 64 * 1_024 * 1_024

    /// The bytes of a file, or of standard input for `-`.
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, "cannot be read") }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1_024)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else { throw failure(path, "cannot be read") }
            bytes += chunk[..<count]
            guard bytes.count <= sizeLimit else {
                throw Failure(.usage, "\(path) is larger than \(sizeLimit / 1_048_576) MiB.")
            }
        }
    }

    /// Writes a file that readers see either as it was or as it becomes.
    static func replace(_ path: String, with text: String, mode: mode_t) throws {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(draft, "cannot be written") }
        let bytes = Array(text.utf8)
        let count = Glibc.write(descriptor, bytes, bytes.count)
        let isWritten = count == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, path) == 0 else {
            defer { unlink(draft) }
            throw failure(path, "cannot be written")
        }
    }

    /// Makes a directory with all above it.
    static func makeDirectory(_ path: String, mode: mode_t) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, mode) == 0 || errno == EEXIST else { throw failure(made, "cannot be made") }
        }
    }

    static func failure(_ path: String, _ what: String) -> Failure {
        Failure(.usage, "\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
