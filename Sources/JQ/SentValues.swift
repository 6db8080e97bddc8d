internal import JSON

/// The large values that an evaluator has: they travel once, as long as they stay the same.
struct SentValues {
    /// Smaller values are sent again: comparing them would not be quicker.
    static let smallestKept = 4 << 10
    /// How much an evaluator keeps, in bytes of JSON text; in its memory it is several times as much.
    static let keptLimit = 4 << 20

    private var values: [String: (value: JSON, size: Int)] = [:]

    /// A request to evaluate expressions on named values.
    mutating func request(_ indexes: [Int], _ current: JSONObject) -> [UInt8] {
        var request = Array("{\"evaluate\":".utf8)
        request += JSON.array(indexes.map { JSON($0) }).bytes
        request += ",\"values\":{".utf8
        var next: [String: (value: JSON, size: Int)] = [:]
        var same: [JSON] = []
        var size = 0
        var isFirst = true
        for (name, value) in current {
            if let known = values[name], known.value.isSame(as: value) {
                same.append(.string(name))
                next[name] = known
                size += known.size
                continue
            }
            if !isFirst { request.append(UInt8(ascii: ",")) }
            isFirst = false
            let text = value.bytes
            request += JSON.string(name).bytes
            request.append(UInt8(ascii: ":"))
            request += text
            if text.count >= Self.smallestKept, size + text.count <= Self.keptLimit {
                next[name] = (value, text.count)
                size += text.count
            }
        }
        values = next
        request += "},\"same\":".utf8
        request += JSON.array(same).bytes
        request += ",\"keep\":".utf8
        request += JSON.array(next.keys.map { .string($0) }).bytes
        request.append(UInt8(ascii: "}"))
        return request
    }
}
