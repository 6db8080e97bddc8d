/// Finds many patterns in a text in one pass (Aho and Corasick, "Efficient String Matching", 1975): whatever the patterns
/// and the text are, the time grows with their lengths only.
struct PatternAutomaton: Sendable {
    private struct Node {
        let symbol: UInt8
        /// Nodes by their index; 0, the root's, is nobody's child: none.
        var child: Int32 = 0
        var sibling: Int32 = 0
        /// The longest end of this node's text that begins a pattern.
        var fallback: Int32 = 0
        /// How many symbols a pattern covers that ends here, and those before it that go with it; 0: none ends here.
        var reach: Int32 = 0
        /// Whether the symbol behind it goes with it, too.
        var continues = false
    }

    private var nodes = [Node(symbol: 0)]
    /// The root's children by their symbols: nearly every step begins there.
    private var starts = [Int32](repeating: 0, count: 256)

    var isEmpty: Bool { nodes.count == 1 }

    /// - Parameter reach: how many symbols before its end belong to an occurrence, at least the pattern's own.
    mutating func insert(_ pattern: [UInt8], reach: Int, continues: Bool = false) {
        guard !pattern.isEmpty else { return }
        let end = pattern.reduce(Int32(0)) { node, symbol in
            child(of: node, symbol) ?? makeChild(of: node, symbol)
        }
        nodes[Int(end)].reach = max(nodes[Int(end)].reach, Int32(reach))
        nodes[Int(end)].continues = nodes[Int(end)].continues || continues
    }

    /// To be called once, when all patterns are in it.
    mutating func finish() {
        var queue = starts.filter { $0 != 0 }
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            var child = nodes[Int(node)].child
            while child != 0 {
                let fallback = step(nodes[Int(node)].fallback, nodes[Int(child)].symbol)
                nodes[Int(child)].fallback = fallback
                // A pattern that ends here hides a shorter one, unless that reaches farther.
                nodes[Int(child)].reach = max(nodes[Int(child)].reach, nodes[Int(fallback)].reach)
                nodes[Int(child)].continues = nodes[Int(child)].continues || nodes[Int(fallback)].continues
                queue.append(child)
                child = nodes[Int(child)].sibling
            }
        }
    }

    /// Calls `found` with the range in the source of each occurrence.
    func search(_ form: TextForm, found: (Range<Int>) -> Void) {
        guard !isEmpty else { return }
        form.withBytes { bytes in
            var state: Int32 = 0
            for (index, byte) in bytes.enumerated() {
                state = step(state, byte)
                let reach = Int(nodes[Int(state)].reach)
                if reach > 0 { found(form.source(index + 1 - reach..<index + 1)) }
            }
        }
    }

    /// Takes the patterns as values of base64 digits. Digits that hold some bits of an occurrence belong to it, and the padding.
    func searchBase64(_ form: TextForm, found: (Range<Int>) -> Void) {
        guard !isEmpty else { return }
        form.withBytes { bytes in
            var state: Int32 = 0
            var firstDigit = 0
            for (index, byte) in bytes.enumerated() {
                let digit = Base64Fragment.value(byte)
                guard digit != Base64Fragment.noDigit else {
                    state = 0
                    firstDigit = index + 1
                    continue
                }
                state = step(state, digit)
                let node = nodes[Int(state)]
                guard node.reach > 0 else { continue }
                var end = index + 1
                if node.continues {
                    if end < bytes.count, Base64Fragment.value(bytes[end]) != Base64Fragment.noDigit { end += 1 }
                    for _ in 0..<2 where end < bytes.count && bytes[end] == UInt8(ascii: "=") { end += 1 }
                }
                found(form.source(max(firstDigit, index + 1 - Int(node.reach))..<end))
            }
        }
    }

    private func step(_ state: Int32, _ symbol: UInt8) -> Int32 {
        var state = state
        while state != 0 {
            if let child = child(of: state, symbol) { return child }
            state = nodes[Int(state)].fallback
        }
        return starts[Int(symbol)]
    }

    private func child(of node: Int32, _ symbol: UInt8) -> Int32? {
        var child = node == 0 ? starts[Int(symbol)] : nodes[Int(node)].child
        while child != 0, nodes[Int(child)].symbol != symbol { child = nodes[Int(child)].sibling }
        return child == 0 ? nil : child
    }

    private mutating func makeChild(of node: Int32, _ symbol: UInt8) -> Int32 {
        let made = Int32(nodes.count)
        nodes.append(Node(symbol: symbol))
        if node == 0 {
            starts[Int(symbol)] = made
        } else {
            nodes[Int(made)].sibling = nodes[Int(node)].child
            nodes[Int(node)].child = made
        }
        return made
    }
}
