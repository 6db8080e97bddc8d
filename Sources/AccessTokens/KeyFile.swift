internal import Glibc
internal import JSON

/// Reads and writes files of keys. A file appears whole or not at all.
enum KeyFile {
    /// In bytes; a set of hundreds of keys has less.
    private static let lengthLimit = 64 * 1_024

    static func exists(_ file: String) -> Bool { access(file, F_OK) == 0 }

    static func read(_ file: String) throws(AccessTokenKeyError) -> JSON {
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
        guard count < lengthLimit else {
            throw AccessTokenKeyError(file: file, reason: "longer than \(lengthLimit) bytes")
        }
        guard let json = try? JSON(parsing: bytes[..<count]) else {
            throw AccessTokenKeyError(file: file, reason: "not JSON")
        }
        return json
    }

    /// Writes a new file.
    ///
    /// - Returns: false where there is one already, which stays as it is.
    static func create(_ file: String, _ json: JSON, mode: mode_t) throws(AccessTokenKeyError) -> Bool {
        let draft = try draft(file, json, mode: mode)
        defer { unlink(draft) }
        if link(draft, file) == 0 { return true }
        guard errno == EEXIST else { throw failure(file, "cannot be made") }
        return false
    }

    /// Writes a file, in place of the one that is there.
    static func replace(_ file: String, _ json: JSON, mode: mode_t) throws(AccessTokenKeyError) {
        let draft = try draft(file, json, mode: mode)
        guard rename(draft, file) == 0 else {
            defer { unlink(draft) }
            throw failure(file, "cannot be replaced")
        }
    }

    private static func draft(_ file: String, _ json: JSON, mode: mode_t) throws(AccessTokenKeyError) -> String {
        let draft = "\(file).\(UInt64.random(in: .min ... .max)).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(file, "cannot be written") }
        defer { close(descriptor) }
        let bytes = Array((json.prettyText + "\n").utf8)
        // The umask may have taken more from the mode than was asked for.
        guard fchmod(descriptor, mode) == 0, write(descriptor, bytes, bytes.count) == bytes.count,
            fsync(descriptor) == 0
        else {
            defer { unlink(draft) }
            throw failure(file, "cannot be written")
        }
        return draft
    }

    private static func failure(_ file: String, _ what: String) -> AccessTokenKeyError {
        AccessTokenKeyError(file: file, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
