import OrderedCollections

/// The place of one value that is being encoded. Containers share it, so nested ones write where they belong.
final class JSONEncodingNode {
    private enum Content {
        case value(JSON)
        case elements([JSONEncodingNode])
        case members(OrderedDictionary<String, JSONEncodingNode>)
    }

    private var content = Content.value(.object([:]))

    var json: JSON {
        switch content {
        case .value(let value): value
        case .elements(let nodes): .array(nodes.map(\.json))
        case .members(let nodes): .object(nodes.mapValues(\.json))
        }
    }

    var count: Int {
        if case .elements(let nodes) = content { nodes.count } else { 0 }
    }

    func set(_ value: JSON) {
        content = .value(value)
    }

    func beginElements() {
        if case .elements = content { return }
        content = .elements([])
    }

    func beginMembers() {
        if case .members = content { return }
        content = .members([:])
    }

    func element() -> JSONEncodingNode {
        let node = JSONEncodingNode()
        if case .elements(var nodes) = content {
            content = .value(.null)  // the nodes have one owner while they change
            nodes.append(node)
            content = .elements(nodes)
        }
        return node
    }

    func member(_ name: String) -> JSONEncodingNode {
        let node = JSONEncodingNode()
        if case .members(var nodes) = content {
            content = .value(.null)
            nodes[name] = node
            content = .members(nodes)
        }
        return node
    }

    func encode(_ value: some Encodable, path: [any CodingKey]) throws {
        switch value {
        case let text as String: set(.string(text))
        case let flag as Bool: set(.bool(flag))
        case let integer as any FixedWidthInteger: set(.number(JSONNumber(text: String(describing: integer))))
        case let number as Double: set(.number(try Self.number(number, path)))
        case let number as Float: set(.number(try Self.number(number, path)))
        case let members as JSONObject: set(.object(members))
        case let dictionary as any StringKeyed: try dictionary.encodeSorted(to: self, path: path)
        default: try value.encode(to: JSONValueEncoder(node: self, codingPath: path))
        }
    }

    /// A float keeps its own digits: 0.1 stays 0.1.
    private static func number(
        _ value: some BinaryFloatingPoint & LosslessStringConvertible, _ path: [any CodingKey]
    ) throws -> JSONNumber {
        guard value.isFinite else {
            throw EncodingError.invalidValue(
                value, EncodingError.Context(codingPath: path, debugDescription: "JSON has no infinite numbers"))
        }
        return JSONNumber(text: value.description)
    }
}

/// Dictionaries with string keys. Their own order changes from run to run, so they are written sorted.
private protocol StringKeyed {
    func encodeSorted(to node: JSONEncodingNode, path: [any CodingKey]) throws
}

extension Dictionary: StringKeyed where Key == String, Value: Encodable {
    fileprivate func encodeSorted(to node: JSONEncodingNode, path: [any CodingKey]) throws {
        node.beginMembers()
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            try node.member(key).encode(value, path: path + [JSONCodingKey(stringValue: key)])
        }
    }
}
