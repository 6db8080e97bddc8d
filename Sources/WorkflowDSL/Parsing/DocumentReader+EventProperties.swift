import JSON
import Spelling

extension DocumentReader {
    private static let attributes = [
        "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "data",
    ]

    /// Of an event to emit (CloudEvents 1.0, "Context Attributes").
    func emittedProperties(_ node: DocumentNode) -> EventProperties? {
        guard let members = anyMembers(of: node, example: "{source: https://…, type: …}") else { return nil }
        _ = required("source", in: members, writing: "source: https://example.com/orders")
        _ = required("type", in: members, writing: "type: com.example.ordered")
        let properties = properties(members) { self.text($0) }
        check(properties.type, members["type"], "`type` must be a name such as `com.example.ordered`") { !$0.isEmpty }
        check(properties.source, members["source"], "`source` must be a URI such as `https://example.com/orders`") {
            $0.isURIReference
        }
        check(properties.dataSchema, members["dataschema"], "`dataschema` must be a URI") { $0.isURIReference }
        check(properties.time, members["time"], "`time` must be one such as `2026-01-31T12:00:00Z`") { $0.isTime }
        return properties
    }

    /// Of events to wait for: texts may be regular expressions.
    func wantedProperties(_ node: DocumentNode) -> EventProperties? {
        guard let members = anyMembers(of: node, example: "{type: com.example.ordered}") else { return nil }
        if members.all.isEmpty { report(node, "`with` is empty; write what to look for, such as `{type: …}`") }
        return properties(members) { self.pattern($0) }
    }

    /// A text with more than a name's characters is a regular expression, which jq matches; it also stands for itself.
    private func pattern(_ node: DocumentNode?) -> Template? {
        guard let node, case .literal(.string(let text))? = text(node) else { return text(node) }
        guard text.utf8.contains(where: { Self.patternMarks.contains($0) }) else { return .literal(.string(text)) }
        let quoted = JSON.string(text).text
        let program = "if type == \"string\" then . == \(quoted) or test(\(quoted)) else false end"
        return register(program, at: node).map { .expression($0) }
    }

    private static let patternMarks = Set("^$*+?()[]{}|\\".utf8)

    /// - Parameter text: reads an attribute that is a text.
    private func properties(
        _ members: DocumentMembers, text: (DocumentNode?) -> Template?
    ) -> EventProperties {
        let extensions = members.all.compactMap { name, node -> (name: String, value: Template)? in
            guard !Self.attributes.contains(name) else { return nil }
            guard !name.isEmpty, name.utf8.allSatisfy({ $0.isLetterOrDigit && !($0 >= 0x41 && $0 <= 0x5A) }) else {
                let hint = NearestName.hint(for: name, among: Self.attributes) ?? "write small letters and digits only"
                report(node, "\(name.quoted) is no name for an attribute of an event; \(hint)")
                return nil
            }
            guard node.value.isScalar else {
                report(node, "\(name.quoted) must be a string, a number or a boolean; other values belong into `data`")
                return nil
            }
            return template(node).map { (name, $0) }
        }
        return EventProperties(
            id: text(members["id"]), source: text(members["source"]), type: text(members["type"]),
            time: text(members["time"]), subject: text(members["subject"]),
            dataContentType: text(members["datacontenttype"]), dataSchema: text(members["dataschema"]),
            data: template(members["data"]), extensions: extensions)
    }

    private func check(_ value: Template?, _ node: DocumentNode?, _ message: String, _ isRight: (String) -> Bool) {
        if let node, case .literal(.string(let text)) = value, !isRight(text) { report(node, message) }
    }
}

extension String {
    /// A time of RFC 3339, section 5.6, by its shape.
    fileprivate var isTime: Bool {
        let shape = utf8.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) ? UInt8(ascii: "0") : $0 }
        let text = String(decoding: shape, as: UTF8.self).uppercased()
        guard text.hasPrefix("0000-00-00T00:00:00") else { return false }
        var rest = text.dropFirst(19)
        if rest.first == "." {
            let fraction = rest.dropFirst().prefix { $0 == "0" }
            guard !fraction.isEmpty else { return false }
            rest = rest[fraction.endIndex...]
        }
        return ["Z", "+00:00", "-00:00"].contains(String(rest))
    }
}
