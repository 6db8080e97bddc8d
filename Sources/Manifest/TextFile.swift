internal import Glibc

/// Text files as a whole: read, listed, and replaced in one step.
enum TextFile {
    static func read(_ path: String) throws(ManifestError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, "cannot be read") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1_024)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            guard count > 0 else { throw failure(path, "cannot be read") }
            bytes += chunk[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ManifestError(file: path, "is not valid UTF-8")
        }
        return text
    }

    /// Writes a file that readers see either as it was or as it becomes.
    ///
    /// - Returns: whether something changed; a file that holds `text` already is left alone.
    static func replace(_ path: String, with text: String, mode: mode_t) throws(ManifestError) -> Bool {
        if let current = try? read(path), current == text { return false }
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(draft, "cannot be written") }
        let isWritten = writeAll(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, path) == 0 else {
            defer { unlink(draft) }
            throw failure(path, "cannot be written")
        }
        return true
    }

    static func remove(_ path: String) {
        unlink(path)
    }

    static func makeDirectory(_ path: String, mode: mode_t = 0o700) throws(ManifestError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, mode) == 0 || errno == EEXIST else { throw failure(made, "cannot be made") }
        }
    }

    /// The names in a directory, sorted; none when it is not there.
    static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The path from the root, without symbolic links.
    static func absolute(_ path: String) throws(ManifestError) -> String {
        guard let resolved = realpath(path, nil) else { throw failure(path, "cannot be found") }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func failure(_ path: String, _ what: String) -> ManifestError {
        ManifestError(file: path, "\(what): \(String(cString: strerror(errno)))")
    }
}
