/// Where one series stands in the bytes of a metric file.
struct MetricEntry {
    private static let headSize = 8
    private static let valueSize = 8

    let valueCount: Int
    let key: Range<Int>
    /// The offset of the first value.
    let values: Int
    let end: Int

    init(at start: Int, keyLength: Int, valueCount: Int) {
        self.valueCount = valueCount
        key = start + Self.headSize..<start + Self.headSize + keyLength
        values = (key.upperBound + 7) / 8 * 8
        end = values + valueCount * Self.valueSize
    }
}
