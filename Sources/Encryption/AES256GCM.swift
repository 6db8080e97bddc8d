internal import COpenSSL

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D), by libcrypto: what was changed, or was made for another context, does
/// not open.
enum AES256GCM {
    /// In bytes.
    static let keyLength = 32
    static let nonceLength = 12
    static let tagLength = 16

    /// - Returns: the ciphertext with the tag at its end; nil: libcrypto cannot do it.
    static func seal(_ plain: [UInt8], key: [UInt8], nonce: [UInt8], boundTo context: [UInt8]) -> [UInt8]? {
        precondition(key.count == keyLength && nonce.count == nonceLength)
        guard let cipher = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(cipher) }
        var sealed = [UInt8](repeating: 0, count: plain.count + tagLength)
        var length: CInt = 0
        let isSealed = sealed.withUnsafeMutableBufferPointer { space in
            guard let start = space.baseAddress else { return false }
            let end = start + plain.count
            return EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1
                && EVP_EncryptUpdate(cipher, nil, &length, context, CInt(context.count)) == 1
                && EVP_EncryptUpdate(cipher, start, &length, plain, CInt(plain.count)) == 1
                && EVP_EncryptFinal_ex(cipher, end, &length) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, CInt(tagLength), end) == 1
        }
        return isSealed ? sealed : nil
    }

    /// - Returns: nil: this is not what was sealed with this key, nonce and context.
    static func open(_ sealed: [UInt8], key: [UInt8], nonce: [UInt8], boundTo context: [UInt8]) -> [UInt8]? {
        guard key.count == keyLength, nonce.count == nonceLength, sealed.count >= tagLength,
            let cipher = EVP_CIPHER_CTX_new()
        else { return nil }
        defer { EVP_CIPHER_CTX_free(cipher) }
        let count = sealed.count - tagLength
        // One byte more, so that there is an address also where nothing was sealed.
        var plain = [UInt8](repeating: 0, count: count + 1)
        var tag = Array(sealed[count...])
        var length: CInt = 0
        let isOpen = plain.withUnsafeMutableBufferPointer { space in
            guard let start = space.baseAddress else { return false }
            return EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1
                && EVP_DecryptUpdate(cipher, nil, &length, context, CInt(context.count)) == 1
                && EVP_DecryptUpdate(cipher, start, &length, sealed, CInt(count)) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, CInt(tagLength), &tag) == 1
                && EVP_DecryptFinal_ex(cipher, start + count, &length) == 1
        }
        return isOpen ? Array(plain[..<count]) : nil
    }
}
