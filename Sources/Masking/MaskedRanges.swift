/// The parts of a text that are not to be seen.
struct MaskedRanges {
    /// Those of one form of the text are in order and apart from each other.
    private var ranges: [Range<Int>] = []

    var isEmpty: Bool { ranges.isEmpty }

    mutating func insert(_ range: Range<Int>) {
        var whole = range
        // What repeats itself is found at every place; it is one part.
        while let last = ranges.last, last.overlaps(whole) {
            whole = min(last.lowerBound, whole.lowerBound)..<max(last.upperBound, whole.upperBound)
            ranges.removeLast()
        }
        ranges.append(whole)
    }

    /// The text with one `replacement` for all that overlaps or touches.
    func replaced(in text: UnsafeBufferPointer<UInt8>, by replacement: String) -> String {
        var bytes: [UInt8] = []
        var place = 0
        var isFirst = true
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if isFirst || range.lowerBound > place {
                bytes += text[place..<range.lowerBound]
                bytes += replacement.utf8
                isFirst = false
            }
            place = max(place, range.upperBound)
        }
        bytes += text[place...]
        return String(decoding: bytes, as: UTF8.self)
    }
}
