/// Comparison of what must not be guessed byte by byte.
package enum ConstantTime {
    /// Whether two are the same, in a time that says nothing of where they differ. It says whether they are as long.
    package static func isEqual(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
        one.count == other.count && zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
