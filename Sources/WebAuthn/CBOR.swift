/// A value of CBOR (RFC 8949), as far as authenticators use it.
enum CBOR: Sendable, Hashable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([CBOR: CBOR])
    case bool(Bool)
    case null

    var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    var map: [CBOR: CBOR]? {
        if case .map(let members) = self { members } else { nil }
    }
}
