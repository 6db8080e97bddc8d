package import JSON

/// One of the things that are wrong with a request.
package struct ProblemDetail: Sendable, Hashable {
    /// The place in the body.
    package let pointer: JSONPointer
    /// Counted from 1, where the body is a document that people write.
    package let line: Int?
    package let message: String

    package init(pointer: JSONPointer, line: Int? = nil, message: String) {
        self.pointer = pointer
        self.line = line
        self.message = message
    }

    var json: JSON {
        var members: JSONObject = ["pointer": .string(pointer.description)]
        if let line { members["line"] = JSON(line) }
        members["message"] = .string(message)
        return .object(members)
    }
}
