internal import Glibc

/// Where the key to a provider is. It is read for each question: a new key counts at once, and who only needs the names of
/// models needs no right to read keys.
package enum APIKeySource: Sendable, Hashable {
    /// A file that holds the key and perhaps a newline.
    case file(String)
    /// An environment variable.
    case variable(String)

    /// The most bytes of a key.
    package static let limit = 4_096

    /// - Throws: what is wrong with the place, never with words of the key.
    func read() throws(ModelError.Reason) -> String {
        let bytes: [UInt8]
        switch self {
        case .file(let path):
            guard let content = TextFile.read(path, limit: Self.limit) else {
                throw ModelError.Reason(
                    .configuration,
                    "the file of its API key, \(path), cannot be read or has more than \(Self.limit) bytes")
            }
            bytes = content
        case .variable(let name):
            guard let value = getenv(name) else {
                throw ModelError.Reason(.configuration, "the variable of its API key, \(name), is not set")
            }
            bytes = Array(String(cString: value).utf8)
        }
        let key = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !key.isEmpty, key.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ModelError.Reason(.configuration, "its API key is empty or holds a character that no header takes")
        }
        return String(decoding: key, as: UTF8.self)
    }
}
