import CYaml

/// What libyaml's parser reports, one step at a time.
struct YAMLEvent {
    enum Content {
        case documentStart, documentEnd, streamEnd
        case alias(String)
        case scalar(YAMLScalar)
        case sequenceStart, sequenceEnd
        case mappingStart, mappingEnd
        case other
    }

    let content: Content
    let anchor: String?
    let tag: String?
    /// Both count from 1.
    let line: Int
    let column: Int

    /// Copies what libyaml owns.
    init(_ event: yaml_event_t) {
        line = event.start_mark.line + 1
        column = event.start_mark.column + 1
        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: content = .documentStart
        case YAML_DOCUMENT_END_EVENT: content = .documentEnd
        case YAML_STREAM_END_EVENT: content = .streamEnd
        case YAML_SEQUENCE_START_EVENT:
            content = .sequenceStart
            anchor = event.data.sequence_start.anchor
            tag = event.data.sequence_start.tag
        case YAML_SEQUENCE_END_EVENT: content = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            content = .mappingStart
            anchor = event.data.mapping_start.anchor
            tag = event.data.mapping_start.tag
        case YAML_MAPPING_END_EVENT: content = .mappingEnd
        case YAML_ALIAS_EVENT: content = .alias(String(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            content = .scalar(
                YAMLScalar(
                    text: String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE))
            anchor = scalar.anchor
            tag = scalar.tag
        default: content = .other
        }
        self.anchor = String(anchor)
        self.tag = String(tag)
    }

    func error(_ message: String) -> YAMLError {
        YAMLError(message: message, line: line, column: column)
    }
}

extension String {
    fileprivate init?(_ text: UnsafeMutablePointer<yaml_char_t>?) {
        guard let text else { return nil }
        self.init(cString: text)
    }
}
