/// The query of a URL (RFC 3986): `?limit=50&status=running`, or nothing.
struct QueryText {
    let text: String

    /// - Parameter members: those without a value are left out.
    init(_ members: [(String, String?)]) {
        let given = members.compactMap { name, value in value.map { "\(name)=\(Self.escaped($0))" } }
        text = given.isEmpty ? "" : "?" + given.joined(separator: "&")
    }

    /// A text as one segment of a path or one value of a query.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                String(Unicode.Scalar(byte))
            default:
                "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
