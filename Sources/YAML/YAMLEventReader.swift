import CYaml

/// Owns libyaml's parser and gives the events of one text in order.
final class YAMLEventReader {
    private let text: UnsafeBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// - Parameter text: must stay where it is as long as this reader lives.
    init(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
        self.text = text
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw YAMLError(message: "there is not enough memory to read the text", line: 1, column: 1)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private var failure: YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "there is not enough memory"
        guard parser.pointee.error == YAML_READER_ERROR else {
            let mark = parser.pointee.problem_mark
            let context = parser.pointee.context.map { String(cString: $0) + ": " } ?? ""
            return YAMLError(
                message: context + problem + (Self.advice[problem] ?? ""), line: mark.line + 1, column: mark.column + 1)
        }
        // The reader knows the byte only.
        let before = text[..<min(parser.pointee.problem_offset, text.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return YAMLError(
            message: "the text is not valid UTF-8 or holds a character that YAML does not allow: \(problem)",
            line: before.count { $0 == 0x0A } + 1,
            column: String(decoding: text[lineStart..<before.endIndex], as: UTF8.self).unicodeScalars.count + 1)
    }

    /// What mostly helps against libyaml's complaints.
    private static let advice = [
        "mapping values are not allowed in this context": "; put quotes around a text with ': ' in it",
        "did not find expected key": "; check the indentation, and quote texts that hold quotes or ': '",
        "did not find expected '-' indicator": "; check the indentation of the list",
        "found character that cannot start any token":
            "; indent with spaces, not tabs, and put quotes around a text that starts with @, ` or %",
        "did not find expected alphabetic or numeric character":
            "; put quotes around a text that starts with * or &",
    ]
}
