import JSON

/// A value of the document with its place.
struct DocumentNode {
    let value: JSON
    let pointer: JSONPointer

    /// How messages call it: by its name, not by its number.
    var label: String {
        guard let name = pointer.tokens.last else { return "the document" }
        return Int(name) == nil ? name.quoted : "this entry"
    }

    func child(_ name: String, _ value: JSON) -> DocumentNode {
        DocumentNode(value: value, pointer: pointer.appending(name))
    }

    func child(_ index: Int, _ value: JSON) -> DocumentNode {
        DocumentNode(value: value, pointer: pointer.appending(index))
    }
}

extension String {
    /// A name of the document in a message: in backquotes, and not longer than a line.
    var quoted: String { "`\(count > 60 ? prefix(60) + "…" : prefix(60))`" }
}

extension Sequence<String> {
    /// Such as "`a`, `b` and `c`".
    var listed: String {
        let names = map(\.quoted)
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
