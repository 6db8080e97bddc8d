package import Glibc

/// Reads and writes files of keys. A file appears whole or not at all.
package enum KeyFile {
    /// In bytes; hundreds of keys have less.
    private static let lengthLimit = 64 * 1_024

    package static func exists(_ file: String) -> Bool { access(file, F_OK) == 0 }

    /// The bytes of a file.
    package static func read(_ file: String) throws(KeyFileError) -> [UInt8] {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(file, "cannot be opened") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: lengthLimit)
        var count = 0
        while count < lengthLimit {
            let more = bytes.withUnsafeMutableBytes { space in
                let rest = UnsafeMutableRawBufferPointer(rebasing: space[count...])
                return Glibc.read(descriptor, rest.baseAddress, rest.count)
            }
            guard more >= 0 else { throw failure(file, "cannot be read") }
            if more == 0 { break }
            count += more
        }
        guard count < lengthLimit else { throw KeyFileError(file: file, reason: "longer than \(lengthLimit) bytes") }
        return Array(bytes[..<count])
    }

    /// Writes a new file.
    ///
    /// - Returns: false where there is one already, which stays as it is.
    package static func create(_ file: String, _ text: String, mode: mode_t) throws(KeyFileError) -> Bool {
        let draft = try draft(file, text, mode: mode)
        defer { unlink(draft) }
        if link(draft, file) == 0 { return true }
        guard errno == EEXIST else { throw failure(file, "cannot be made") }
        return false
    }

    /// Writes a file, in place of the one that is there.
    package static func replace(_ file: String, _ text: String, mode: mode_t) throws(KeyFileError) {
        let draft = try draft(file, text, mode: mode)
        guard rename(draft, file) == 0 else {
            defer { unlink(draft) }
            throw failure(file, "cannot be replaced")
        }
    }

    private static func draft(_ file: String, _ text: String, mode: mode_t) throws(KeyFileError) -> String {
        let draft = "\(file).\(UInt64.random(in: .min ... .max)).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(file, "cannot be written") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        // The umask may have taken more from the mode than was asked for.
        guard fchmod(descriptor, mode) == 0, write(descriptor, bytes, bytes.count) == bytes.count,
            fsync(descriptor) == 0
        else {
            defer { unlink(draft) }
            throw failure(file, "cannot be written")
        }
        return draft
    }

    private static func failure(_ file: String, _ what: String) -> KeyFileError {
        KeyFileError(file: file, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
