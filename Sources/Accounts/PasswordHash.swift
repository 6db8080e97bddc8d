internal import CCrypt
internal import Glibc

/// Turns passwords into bcrypt hashes (`$2b$`) and compares them again.
package struct PasswordHash: Sendable {
    /// 2^12 rounds: about a fifth of a second of one core for each guess.
    package static let productionCost = 12

    /// In bytes: bcrypt reads no more, so a longer password would open with its first 72.
    package static let lengthLimit = 72

    private static let method = "$2b$"

    private let cost: Int

    /// - Parameter cost: the binary logarithm of the rounds, 4 to 31. Tests take 4.
    package init(cost: Int = productionCost) {
        self.cost = cost
    }

    /// A hash with a salt of its own.
    ///
    /// - Throws: also for a password that bcrypt would cut: longer than ``lengthLimit``, or with a NUL in it.
    package func hash(_ password: String) throws(PasswordHashError) -> String {
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        guard crypt_gensalt_rn(Self.method, UInt(cost), nil, 0, &setting, CInt(setting.count)) != nil,
            let hash = crypt(password, setting)
        else { throw PasswordHashError() }
        return String(decoding: hash, as: UTF8.self)
    }

    /// Whether `hash` was made from `password`.
    ///
    /// Without a hash, because nobody has this e-mail, the answer is false and takes as long.
    package func verify(_ password: String, against hash: String?) -> Bool {
        guard let hash else {
            _ = try? self.hash(password)
            return false
        }
        guard let found = crypt(password, Array(hash.utf8CString)) else { return false }
        let expected = Array(hash.utf8)
        // Looks at every byte, wherever the first difference is.
        let difference = zip(found, expected).reduce(0) { $0 | ($1.0 ^ $1.1) }
        return found.count == expected.count && difference == 0
    }

    /// Whether a hash was made with fewer rounds than are made now, or with another method: its password should be hashed again.
    package func isOutdated(_ hash: String) -> Bool {
        let parts = hash.split(separator: "$")
        guard hash.hasPrefix(Self.method), parts.count > 1, let made = Int(parts[1]) else { return true }
        return made < cost
    }

    private func crypt(_ password: String, _ setting: [CChar]) -> [UInt8]? {
        guard password.utf8.count <= Self.lengthLimit, !password.utf8.contains(0) else { return nil }
        let size = MemoryLayout<crypt_data>.size
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: MemoryLayout<crypt_data>.alignment)
        scratch.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        defer {
            explicit_bzero(scratch, size)
            scratch.deallocate()
        }
        guard let hash = crypt_rn(password, setting, scratch, CInt(size)) else { return nil }
        return Array(UnsafeRawBufferPointer(start: hash, count: strlen(hash)))
    }
}
