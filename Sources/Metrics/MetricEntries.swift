/// The series in the bytes of a metric file, as far as they are well formed.
struct MetricEntries: Sequence, IteratorProtocol {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = MetricFile.headerSize

    /// - Parameter bytes: those in use.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func next() -> MetricEntry? {
        guard offset + 8 <= bytes.count else { return nil }
        let keyLength = Int(bytes.load(fromByteOffset: offset, as: UInt32.self))
        let valueCount = Int(bytes.load(fromByteOffset: offset + 4, as: UInt32.self))
        guard keyLength > 0, valueCount > 0 else { return nil }
        let entry = MetricEntry(at: offset, keyLength: keyLength, valueCount: valueCount)
        guard entry.end <= bytes.count else { return nil }
        offset = entry.end
        return entry
    }
}
