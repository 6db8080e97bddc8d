/// The right to do one kind of thing to one kind of resource.
package struct Permission: Sendable, Hashable, CustomStringConvertible {
    package enum Resource: String, Sendable, CaseIterable {
        case workflows, runs, agents, events, secrets
        /// The tenant itself: what holds for all of its members.
        case tenant
        /// What runs work with: their input, output, errors' details and the values of their tasks.
        case payloads
        /// Who belongs to the tenant, with which roles.
        case members
        case roles
        /// Who did what.
        case audit
        /// API keys.
        case keys

        /// Whether its things stand in namespaces, so that the right to it can be given for some of these.
        package var isNamespaced: Bool { [.workflows, .runs, .payloads].contains(self) }
    }

    package enum Action: String, Sendable, CaseIterable {
        case create, read, update, delete, execute
    }

    package let resource: Resource
    package let action: Action
    /// Its place in ``all`` and in a ``PermissionSet``.
    let place: Int

    /// One of ``all``; another combination stops the program.
    package init(_ action: Action, _ resource: Resource) {
        guard let known = Self.byName["\(resource.rawValue):\(action.rawValue)"] else {
            preconditionFailure("Permission.names has no \(resource.rawValue):\(action.rawValue)")
        }
        self = known
    }

    /// Reads the form `runs:read`; nil for any other text.
    package init?(_ text: some StringProtocol) {
        guard let known = Self.byName[String(text)] else { return nil }
        self = known
    }

    private init(name: String, place: Int) {
        let words = name.split(separator: ":").map(String.init)
        guard words.count == 2, let resource = Resource(rawValue: words[0]), let action = Action(rawValue: words[1])
        else { preconditionFailure("\(name) is no resource with an action") }
        self.resource = resource
        self.action = action
        self.place = place
    }

    /// The form in messages, roles and answers: `runs:read`.
    package var description: String { "\(resource.rawValue):\(action.rawValue)" }

    /// Every permission that there is.
    package static let all: [Permission] = names.enumerated().map { Permission(name: $1, place: $0) }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.description, $0) })

    // Programs of two versions read each other's sets for a while: add at the end only, and take nothing away.
    private static let names = [
        "workflows:create", "workflows:read", "workflows:update", "workflows:delete",
        "runs:create", "runs:read", "runs:execute",
        "agents:create", "agents:read", "agents:update", "agents:delete",
        "events:create", "events:read",
        "secrets:read", "secrets:update", "secrets:delete",
        "tenant:read", "tenant:update",
        "payloads:read",
        "members:create", "members:read", "members:update", "members:delete",
        "roles:read", "roles:update", "roles:delete",
        "audit:read",
        "keys:create", "keys:read", "keys:update", "keys:delete",
        "tenant:delete",
    ]
}
