import OrderedCollections

/// The line of the source text on which each part of a JSON value stands: a member where its name does, an element
/// where it begins.
///
/// Nodes stand in the order of the text, each with the end of its subtree: 8 bytes a node.
package struct SourceLines: Sendable {
    private var lines: [Int32] = []
    private var ends: [Int32] = []

    package init() {}

    /// Begins the next node; ``end(_:)`` must follow after its children.
    package mutating func begin(line: Int) -> Int {
        lines.append(Int32(truncatingIfNeeded: line))
        ends.append(0)
        return lines.count - 1
    }

    package mutating func end(_ node: Int) {
        ends[node] = Int32(truncatingIfNeeded: lines.count)
    }

    /// Repeats a node that has ended, at another line: what it holds keeps its lines.
    package mutating func `repeat`(_ node: Int, line: Int) {
        let shift = Int32(truncatingIfNeeded: lines.count - node)
        let range = node..<Int(ends[node])
        lines.append(contentsOf: lines[range])
        ends.append(contentsOf: ends[range].map { $0 + shift })
        lines[node + Int(shift)] = Int32(truncatingIfNeeded: line)
    }

    /// The line, counted from 1, of a place in the value that these lines were made for; nil where it has none.
    package func line(of pointer: JSONPointer, in value: JSON) -> Int? {
        guard !lines.isEmpty else { return nil }
        var node = 0
        var value = value
        for token in pointer.tokens {
            guard let (position, child) = value.child(token) else { return nil }
            node += 1
            for _ in 0..<position { node = Int(ends[node]) }
            value = child
        }
        return Int(lines[node])
    }
}

extension JSON {
    /// The child that a token of a pointer names, and how many stand before it.
    fileprivate func child(_ token: String) -> (position: Int, value: JSON)? {
        switch self {
        case .object(let members):
            members.index(forKey: token).map { ($0, members.elements[$0].value) }
        case .array:
            Int(token).flatMap { position in self[position].map { (position, $0) } }
        default:
            nil
        }
    }
}
