internal import Glibc

/// Reads the metric files of other programs.
enum MetricFileReader {
    /// What a file holds; nothing for one that has just been made.
    ///
    /// - Throws: ``MetricFileError`` for a file that cannot be read, or is none of this version.
    static func entries(_ path: String) throws(MetricFileError) -> [(series: MetricSeries, values: [Int])] {
        let bytes = try contents(path)
        let used = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: MetricFile.magic.count, as: Int.self) }
        if used == 0 { return [] }
        guard bytes.starts(with: MetricFile.magic), (MetricFile.headerSize...bytes.count).contains(used) else {
            throw MetricFileError(description: "\(path) is no metric file of this version")
        }
        var found: [(series: MetricSeries, values: [Int])] = []
        var end = MetricFile.headerSize
        bytes.withUnsafeBytes { whole in
            let bytes = UnsafeRawBufferPointer(rebasing: whole[..<used])
            var entries = MetricEntries(bytes)
            while let entry = entries.next() {
                guard let series = MetricSeries(key: Array(bytes[entry.key])) else { break }
                let values = (0..<entry.valueCount).map {
                    bytes.loadUnaligned(fromByteOffset: entry.values + 8 * $0, as: Int.self)
                }
                found.append((series, values))
                end = entry.end
            }
        }
        guard end == used else { throw MetricFileError(description: "\(path) is damaged at byte \(end)") }
        return found
    }

    private static func contents(_ path: String) throws(MetricFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw MetricFileError(description: "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: MetricFile.capacity) { buffer, count in
            while count < buffer.count {
                let read = read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
                guard read > 0 else { break }
                count += read
            }
        }
        guard bytes.count == MetricFile.capacity else {
            throw MetricFileError(description: "\(path) has not the \(MetricFile.capacity) bytes of a metric file")
        }
        return bytes
    }
}
