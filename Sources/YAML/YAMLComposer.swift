import JSON

/// Puts the events of a text together to one value.
struct YAMLComposer {
    private let events: YAMLEventReader
    private var lines = SourceLines()
    /// Nil for an anchor whose value has begun and not ended.
    private var anchors: [String: Anchored?] = [:]
    private var repeated = 0

    init(_ events: YAMLEventReader) {
        self.events = events
    }

    mutating func document() throws(YAMLError) -> YAMLDocument {
        _ = try events.next()  // the stream begins
        let start = try events.next()
        guard case .documentStart = start.content else {
            throw start.error("the text is empty: expected a YAML document")
        }
        let first = try events.next()
        let value = try node(first, line: first.line, depth: 0).value
        _ = try events.next()  // the document ends
        let end = try events.next()
        guard case .streamEnd = end.content else {
            throw end.error("expected one document: remove what follows from here on")
        }
        return YAMLDocument(value: value, lines: lines)
    }

    /// - Parameter line: where the node counts as standing: that of its key, if it has one.
    private mutating func node(_ event: YAMLEvent, line: Int, depth: Int) throws(YAMLError) -> Composed {
        if case .alias(let name) = event.content { return try alias(name, event, line: line, depth: depth) }
        if let anchor = event.anchor { anchors[anchor] = .some(nil) }
        let node = lines.begin(line: line)
        let composed: Composed
        switch event.content {
        case .scalar(let scalar):
            composed = Composed(value: try scalar.value(tag: event.tag, at: event), scalar: scalar)
        case .sequenceStart:
            composed = try sequence(event, depth: depth)
        case .mappingStart:
            composed = try mapping(event, depth: depth)
        default:
            throw event.error("expected a value")
        }
        lines.end(node)
        if let anchor = event.anchor { anchors[anchor] = Anchored(composed: composed, node: node) }
        return composed
    }

    private mutating func sequence(_ start: YAMLEvent, depth: Int) throws(YAMLError) -> Composed {
        try start.checkCollection("seq", depth: depth)
        var elements: [JSON] = []
        var whole = Composed()
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.content { break }
            let element = try node(event, line: event.line, depth: depth + 1)
            elements.append(element.value)
            whole.add(element)
        }
        whole.value = .array(elements)
        return whole
    }

    private mutating func mapping(_ start: YAMLEvent, depth: Int) throws(YAMLError) -> Composed {
        try start.checkCollection("map", depth: depth)
        var members = JSONObject()
        var whole = Composed()
        while true {
            let event = try events.next()
            if case .mappingEnd = event.content { break }
            let key = try key(event)
            guard members[key] == nil else {
                throw event.error("the key \"\(key.prefix(60))\" stands twice in its mapping: remove or rename one")
            }
            let value = try node(try events.next(), line: event.line, depth: depth + 1)
            members[key] = value.value
            whole.add(value)
            whole.size += key.utf8.count
        }
        whole.value = .object(members)
        return whole
    }

    private mutating func key(_ event: YAMLEvent) throws(YAMLError) -> String {
        switch event.content {
        case .scalar(let scalar):
            if let anchor = event.anchor {
                let value = try scalar.value(tag: event.tag, at: event)
                anchors[anchor] = Anchored(composed: Composed(value: value, scalar: scalar), node: nil)
            }
            return scalar.text
        case .alias(let name):
            if let text = try anchored(name, event).composed.text { return text }
        default:
            break
        }
        throw event.error("a key must be a text, not a list or a mapping")
    }

    private mutating func alias(
        _ name: String, _ event: YAMLEvent, line: Int, depth: Int
    ) throws(YAMLError) -> Composed {
        let anchored = try anchored(name, event)
        repeated += anchored.composed.size
        guard repeated <= YAML.aliasLimit else {
            throw event.error("the document's aliases repeat more than \(YAML.aliasLimit) values and bytes")
        }
        guard depth + anchored.composed.height <= YAML.nestingLimit else { throw event.nestingError }
        if let node = anchored.node {
            lines.repeat(node, line: line)
        } else {
            lines.end(lines.begin(line: line))
        }
        return anchored.composed
    }

    private func anchored(_ name: String, _ event: YAMLEvent) throws(YAMLError) -> Anchored {
        guard let known = anchors[name] else {
            throw event.error(
                "no anchor &\(name) stands before this alias; put quotes around a text that starts with *")
        }
        guard let anchored = known else { throw event.error("the value of &\(name) holds itself") }
        return anchored
    }
}

/// A value and what it would cost to repeat it.
private struct Composed {
    var value: JSON
    /// The text of a scalar, which can be a key.
    var text: String?
    /// Values plus bytes of text.
    var size: Int
    /// How many collections stand inside one another.
    var height: Int

    init(value: JSON, scalar: YAMLScalar) {
        self.value = value
        text = scalar.text
        size = 1 + scalar.text.utf8.count
        height = 0
    }

    /// A collection that is still empty.
    init() {
        value = .null
        size = 1
        height = 1
    }

    mutating func add(_ child: Composed) {
        size += child.size
        height = max(height, child.height + 1)
    }
}

private struct Anchored {
    let composed: Composed
    /// Nil for a key, which has no node of its own.
    let node: Int?
}

extension YAMLEvent {
    fileprivate var nestingError: YAMLError { error("nested deeper than \(YAML.nestingLimit) levels") }

    fileprivate func checkCollection(_ kind: String, depth: Int) throws(YAMLError) {
        guard depth < YAML.nestingLimit else { throw nestingError }
        guard tag == nil || tag == YAMLScalar.tagPrefix + kind else { throw unknownTag }
    }
}
