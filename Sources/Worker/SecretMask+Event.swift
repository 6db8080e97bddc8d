import CloudEvents
import JSON
import Masking

/// Events without secrets. Neither the names of attributes are masked nor what says which event it is: else it would be none any
/// more, or be taken for another one.
extension SecretMask {
    private static let unmasked: Set<String> = ["id", "specversion", "time", "datacontenttype"]

    /// An event that a run emits.
    ///
    /// - Throws: `CloudEventError` where what is left is no event.
    func mask(emitted event: CloudEvent) throws(CloudEventError) -> CloudEvent {
        var members = event.members
        for (name, value) in members where !Self.unmasked.contains(name) { members[name] = mask(value) }
        return try CloudEvent(members: members)
    }

    /// An event that a run tells of itself: only the values in its data are not the platform's.
    func mask(told event: JSON) -> JSON {
        guard var members = event.object, var data = members["data"]?.object else { return event }
        for (name, value) in data { data[name] = mask(value) }
        members["data"] = .object(data)
        return .object(members)
    }
}
