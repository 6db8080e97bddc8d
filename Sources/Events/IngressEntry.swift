import CloudEvents
import JSON
import Redis

/// What a producer has put into a stream.
enum IngressEntry {
    case event(CloudEvent, size: Int)
    case refused(reason: String)

    init(_ entry: RedisStreamEntry) {
        guard let text = entry[IngressStream.field] else {
            self = .refused(reason: "expected the field \(IngressStream.field), with a CloudEvent as JSON")
            return
        }
        guard text.count <= CloudEventRules.sizeLimit else {
            self = .refused(reason: "expected at most \(CloudEventRules.sizeLimit) bytes")
            return
        }
        do {
            self = .event(try CloudEvent(JSON(parsing: text)), size: text.count)
        } catch let error as CloudEventError {
            self = .refused(reason: error.description)
        } catch {
            self = .refused(reason: "expected JSON: \(error)")
        }
    }
}
