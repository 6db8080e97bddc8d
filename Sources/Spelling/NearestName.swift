/// Finds what a misspelt name may have meant.
package enum NearestName {
    /// The most characters of a name that are shown.
    private static let nameLimit = 60

    /// Such as "did you mean `set`?"; nil where nothing is near.
    package static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        guard let nearest = nearest(to: name, among: candidates) else { return nil }
        return "did you mean `\(nearest.prefix(nameLimit))\(nearest.count > nameLimit ? "…" : "")`?"
    }

    package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let written = Array(name.lowercased().utf8.prefix(64))
        let near = candidates.compactMap { candidate -> (name: String, distance: Int)? in
            let distance = distance(written, Array(candidate.lowercased().utf8.prefix(64)))
            return distance <= max(1, min(written.count, candidate.utf8.count) / 3) ? (candidate, distance) : nil
        }
        return near.min { $0.distance < $1.distance }?.name
    }

    /// How many bytes are added, dropped, changed or swapped with their neighbour (optimal string alignment).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var last: [Int] = []
        var row = Array(0...right.count)
        for i in left.indices {
            var next = [i + 1]
            for j in right.indices {
                var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, last[j - 1] + 1) }
                next.append(best)
            }
            (last, row) = (row, next)
        }
        return row[right.count]
    }
}
