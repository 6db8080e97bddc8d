internal import CloudEvents
internal import FunctionKit

extension Problem {
    static let invalidEventJSON = Problem(400, "invalid_json", "The events are not JSON.")

    static let eventTooLarge = Problem(
        413, "event_too_large",
        "An event has more than \(CloudEventRules.sizeLimit) bytes as JSON. Send less data, or a reference to it.")

    static let eventFormatUnsupported = Problem(
        415, "unsupported_media_type",
        "Send CloudEvents as \(CloudEvent.mediaType) or \(CloudEvent.batchMediaType), or in binary mode.")

    static let eventInvalid = Problem(
        422, "event_invalid", "This is no event of CloudEvents 1.0, or one of the list is not; see errors.")
}
