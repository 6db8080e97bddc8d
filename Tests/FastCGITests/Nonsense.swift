import Testing

/// Bytes that are no request, though some begin like one.
struct Nonsense: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]

    private init(_ description: String, _ bytes: [UInt8]) {
        testDescription = description
        self.bytes = bytes
    }

    private static let begin = RawConnection.record(.beginRequest, [0, 1, 1, 0, 0, 0, 0, 0])

    static let all = [
        Nonsense("another version", [9, 1, 0, 1, 0, 8, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]),
        Nonsense("a role that nobody has", RawConnection.record(.beginRequest, [0, 9, 1, 0, 0, 0, 0, 0])),
        Nonsense("a beginning that is too long", RawConnection.record(.beginRequest, [0, 1, 1, 0, 0, 0, 0, 0, 0])),
        Nonsense(
            "a name and a value of 2 GiB",
            begin + RawConnection.record(.parameters, [UInt8](repeating: 0xFF, count: 8) + [1])
                + RawConnection.record(.parameters, [])),
        Nonsense("a body before the end of the parameters", begin + RawConnection.record(.input, [1, 2, 3])),
        Nonsense("output from the client", begin + RawConnection.record(.output, [1, 2, 3])),
    ]
}
