internal import CHiredis

/// An answer of Redis.
package enum RedisValue: Sendable, Hashable {
    case null
    /// A short word such as `OK`.
    case status(String)
    case integer(Int)
    case bytes([UInt8])
    case array([RedisValue])
    /// An error inside an array, such as one command of a transaction; its first word.
    case error(code: String)

    /// The text of a status or of bytes; nil for anything else.
    package var string: String? {
        switch self {
        case .status(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        default: nil
        }
    }

    /// The number, also when Redis holds it as text; nil for anything else.
    package var integer: Int? {
        switch self {
        case .integer(let number): number
        case .bytes: string.flatMap { Int($0) }
        default: nil
        }
    }

    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    package var array: [RedisValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    init(_ reply: redisReply) {
        switch reply.type {
        case REDIS_REPLY_STATUS: self = .status(String(decoding: Self.text(reply), as: UTF8.self))
        case REDIS_REPLY_ERROR: self = .error(code: RedisError.code(in: Self.text(reply)))
        case REDIS_REPLY_INTEGER: self = .integer(Int(reply.integer))
        case REDIS_REPLY_STRING: self = .bytes(Array(Self.text(reply)))
        case REDIS_REPLY_ARRAY:
            self = .array(
                UnsafeBufferPointer(start: reply.element, count: reply.elements).map { element in
                    element.map { RedisValue($0.pointee) } ?? .null
                })
        default: self = .null
        }
    }

    /// The bytes of a status, an error or a string; valid as long as the reply.
    static func text(_ reply: redisReply) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: reply.str, count: reply.len)
    }
}
