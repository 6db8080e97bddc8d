/// One argument of a command: any bytes.
package struct RedisArgument: Sendable, Hashable, ExpressibleByStringInterpolation {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    package init(_ number: some BinaryInteger) {
        self.init(String(number))
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }
}
