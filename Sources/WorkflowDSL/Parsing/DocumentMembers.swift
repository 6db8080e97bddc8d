import JSON

/// The members of an object of the document.
struct DocumentMembers {
    let node: DocumentNode
    private let members: JSONObject

    init(_ node: DocumentNode, _ members: JSONObject) {
        self.node = node
        self.members = members
    }

    subscript(name: String) -> DocumentNode? {
        members[name].map { node.child(name, $0) }
    }

    var all: [(name: String, node: DocumentNode)] {
        members.map { ($0, node.child($0, $1)) }
    }
}
