import JSON

/// A JSON value as people read it: a line for each member, indented, texts without quotes.
struct Outline {
    let lines: [String]

    init(_ value: JSON) {
        lines = Self.lines(of: value)
    }

    private static func lines(of value: JSON) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { name, value in labelled("\(name):".printable, value) }
        case .array(let elements):
            elements.flatMap { element in
                lines(of: element).enumerated().map { index, line in (index == 0 ? "- " : "  ") + line }
            }
        case .string(let text):
            text.printableLines
        default:
            [value.text]
        }
    }

    private static func labelled(_ label: String, _ value: JSON) -> [String] {
        switch value {
        case .object(let members) where members.isEmpty: return ["\(label) {}"]
        case .array(let elements) where elements.isEmpty: return ["\(label) none"]
        case .object, .array: return [label] + lines(of: value).map { "  " + $0 }
        default:
            let text = lines(of: value)
            return text.count == 1 ? ["\(label) \(text[0])"] : [label] + text.map { "  " + $0 }
        }
    }
}
