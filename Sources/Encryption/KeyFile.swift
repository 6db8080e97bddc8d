internal import Glibc

/// Reads and makes files of keys. A file appears whole or not at all.
enum KeyFile {
    /// In bytes; hundreds of keys have less.
    private static let lengthLimit = 64 * 1_024

    static func exists(_ file: String) -> Bool { access(file, F_OK) == 0 }

    static func read(_ file: String) throws(KeyFileError) -> String {
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
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Writes a new file for its owner only. Where another process was faster, its file stays.
    static func create(_ file: String, _ text: String) throws(KeyFileError) {
        let draft = "\(file).\(UInt64.random(in: .min ... .max)).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(file, "cannot be written") }
        defer {
            close(descriptor)
            unlink(draft)
        }
        let bytes = Array(text.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw failure(file, "cannot be written")
        }
        guard link(draft, file) == 0 || errno == EEXIST else { throw failure(file, "cannot be made") }
    }

    private static func failure(_ file: String, _ what: String) -> KeyFileError {
        KeyFileError(file: file, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
