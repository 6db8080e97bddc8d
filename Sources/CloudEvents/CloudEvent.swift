package import JSON

/// An event as CloudEvents 1.0.2 has it, in its JSON form: attributes, extensions and `data` or `data_base64`.
///
/// A value of this type keeps to the rules of the specification; see ``CloudEventRules``.
package struct CloudEvent: Sendable, Hashable {
    /// The media types of the JSON form: of one event, and of a list of them.
    package static let mediaType = "application/cloudevents+json"
    package static let batchMediaType = "application/cloudevents-batch+json"

    /// All members.
    package let members: JSONObject

    /// Names the event among those of its ``source``.
    package var id: String { text("id") }
    /// Who says that it happened: a URI reference.
    package var source: String { text("source") }
    /// What kind of thing happened.
    package var type: String { text("type") }

    package var json: JSON { .object(members) }

    /// - Throws: ``CloudEventError`` with all that is wrong.
    package init(_ json: JSON) throws(CloudEventError) {
        guard let members = json.object else {
            throw CloudEventError([CloudEventError.Issue(.root, "expected an object, the event")])
        }
        try self.init(members: members)
    }

    /// - Throws: ``CloudEventError`` with all that is wrong.
    package init(members: JSONObject) throws(CloudEventError) {
        // An attribute without a value may be null (JSON Event Format, section 2.2); data may be null itself.
        let set = members.filter { $0.value != .null || $0.key == "data" }
        let issues = CloudEventRules.issues(set)
        guard issues.isEmpty else { throw CloudEventError(issues) }
        self.members = set
    }

    private func text(_ name: String) -> String {
        guard let text = members[name]?.string else { preconditionFailure("an event has its \(name)") }
        return text
    }
}
