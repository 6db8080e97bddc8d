/// One message of a conversation with a model.
package struct ChatMessage: Sendable, Hashable {
    package enum Role: String, Sendable {
        case system, user, assistant
    }

    package let role: Role
    package let content: String

    package init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}
