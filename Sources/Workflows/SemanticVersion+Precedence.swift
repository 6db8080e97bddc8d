extension SemanticVersion {
    /// What comes before what, byte by byte: two versions compare as their precedences do.
    ///
    /// A number is its count of digits and the digits; a label ends below all of its characters. A list ends below
    /// whatever could go on in it, but a release comes after its prereleases.
    package var precedence: [UInt8] {
        var bytes: [UInt8] = []
        for number in core { Self.append(number, to: &bytes) }
        if prerelease.isEmpty {
            bytes.append(Mark.release)
        } else {
            for label in prerelease {
                if Self.hasOnlyDigits(label) {
                    bytes.append(Mark.number)
                    Self.append(label, to: &bytes)
                } else {
                    bytes.append(Mark.word)
                    bytes += label.utf8
                    bytes.append(0)
                }
            }
            bytes.append(Mark.end)
        }
        return bytes + build.utf8
    }

    /// What comes next, in the order in which it compares.
    private enum Mark {
        static let end: UInt8 = 1
        static let number: UInt8 = 2
        static let word: UInt8 = 3
        static let release: UInt8 = 4
    }

    /// - Parameter number: at most 128 digits, without leading zeros.
    private static func append(_ number: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(number.utf8.count))
        bytes += number.utf8
    }
}
