internal import Glibc

/// Small files as a whole.
enum TextFile {
    /// - Returns: nil: it cannot be read (`errno` says why), or it is larger than `limit`.
    static func read(_ path: String, limit: Int) -> [UInt8]? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        guard ferror(file) == 0 else { return nil }
        guard bytes.count <= limit else {
            errno = EFBIG
            return nil
        }
        return bytes
    }
}
