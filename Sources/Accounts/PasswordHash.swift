internal import CCrypt
internal import Digests
internal import Glibc
internal import TextEncodings

/// Turns passwords into bcrypt hashes (`$2b$`) and compares them again.
///
/// With a pepper the hash is one of HMAC-SHA-256(pepper, password): it is worth no guess without the pepper, and a password may
/// be longer than bcrypt reads. Such a hash begins with ``pepperedPrefix``; those of before go on being compared.
package struct PasswordHash: Sendable {
    /// 2^12 rounds: about a fifth of a second of one core for each guess.
    package static let productionCost = 12

    /// In bytes: bcrypt reads no more, so without a pepper a longer password would open with its first 72.
    static let lengthLimit = 72

    private static let method = "$2b$"
    private static let pepperedPrefix = "p1"

    private let cost: Int
    private let pepper: [UInt8]?

    /// - Parameters:
    ///   - cost: the binary logarithm of the rounds, 4 to 31. Tests take 4.
    ///   - pepper: the installation's secret; nil: none.
    package init(cost: Int = productionCost, pepper: [UInt8]? = nil) {
        self.cost = cost
        self.pepper = pepper
    }

    func with(pepper: [UInt8]) -> PasswordHash { PasswordHash(cost: cost, pepper: pepper) }

    /// A hash with a salt of its own.
    ///
    /// - Throws: without a pepper also for a password that bcrypt would cut: longer than ``lengthLimit``, or with a NUL in it.
    package func hash(_ password: String) throws(PasswordHashError) -> String {
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        guard crypt_gensalt_rn(Self.method, UInt(cost), nil, 0, &setting, CInt(setting.count)) != nil,
            let hash = crypt(mixed(password) ?? password, setting)
        else { throw PasswordHashError() }
        return (pepper == nil ? "" : Self.pepperedPrefix) + String(decoding: hash, as: UTF8.self)
    }

    /// Whether `hash` was made from `password`.
    ///
    /// Without a hash, because nobody has this e-mail, the answer is false and takes as long.
    package func verify(_ password: String, against hash: String?) -> Bool {
        guard let hash, let (text, bcrypt) = parts(of: hash, password) else {
            _ = try? self.hash(password)
            return false
        }
        guard let found = crypt(text, Array(bcrypt.utf8CString)) else { return false }
        return ConstantTime.isEqual(found, bcrypt.utf8)
    }

    /// Whether a hash was made with fewer rounds than are made now, with another method, or without the pepper: its password
    /// should be hashed again.
    package func isOutdated(_ hash: String) -> Bool {
        let isPeppered = hash.hasPrefix(Self.pepperedPrefix)
        let bcrypt = isPeppered ? hash.dropFirst(Self.pepperedPrefix.count) : hash[...]
        let parts = bcrypt.split(separator: "$")
        guard bcrypt.hasPrefix(Self.method), parts.count > 1, let made = Int(parts[1]) else { return true }
        return made < cost || pepper != nil && !isPeppered
    }

    /// What bcrypt reads for this hash, and its own part of it; nil: this password cannot be compared with it.
    private func parts(of hash: String, _ password: String) -> (text: String, bcrypt: String)? {
        if hash.hasPrefix(Self.pepperedPrefix) {
            return mixed(password).map { ($0, String(hash.dropFirst(Self.pepperedPrefix.count))) }
        }
        return password.utf8.count <= Self.lengthLimit ? (password, hash) : nil
    }

    /// 44 characters; nil: there is no pepper.
    private func mixed(_ password: String) -> String? {
        pepper.map { Base64.encode(HMAC.sha256(Array(password.utf8), key: $0)) }
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
