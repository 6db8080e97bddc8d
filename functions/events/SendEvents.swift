internal import CloudEvents
internal import Events
internal import FunctionKit
internal import Identity
internal import JSON

/// `POST /api/v1/events` takes CloudEvents 1.0: one in structured mode, a list of them, or one in binary mode, whose attributes
/// are headers `ce-…`. An event with the source and id of an earlier one changes nothing.
///
/// - 202: `{items: [{id, isDuplicate}]}`, one for each event. Runs that listen get it in a moment.
/// - 400 `invalid_json`: the events are not JSON.
/// - 413 `event_too_large`: an event is too large in its JSON form.
/// - 415 `unsupported_media_type`: CloudEvents in another format than JSON.
/// - 422 `event_invalid`: `errors` has all that is wrong with the events.
struct SendEvents: Endpoint {
    static let route = Route.post(
        "/api/v1/events", requires: Permission(.create, .events),
        body: .anything(
            described: [CloudEvent.mediaType, CloudEvent.batchMediaType], limit: CloudEventRules.sizeLimit))

    static let operation = Operation(
        "Send events", tag: "Events",
        """
        [CloudEvents 1.0](https://cloudevents.io) that workflows listen to: one, or a list of at most \
        \(CloudEvent.batchLimit). Binary mode works too: attributes as headers `ce-id`, `ce-source`, `ce-type`, \
        `ce-specversion` …, the data as the body with its `Content-Type`. An event with the source and id of an earlier one \
        changes nothing, so an event may be sent again.
        """,
        body: [
            RequestContent(
                CloudEvent.mediaType, .cloudEvent,
                examples: [.example("order", "An order was placed", exampleEvent)]),
            RequestContent(
                CloudEvent.batchMediaType, .array(of: .cloudEvent, "At most \(CloudEvent.batchLimit) events."),
                examples: [.example("orders", "A list", [exampleEvent])]),
        ],
        answers: [
            Answer(
                202, "What became of each event, in order. Runs that listen get it in a moment.",
                .object(["items": .array(of: receipt)]), example: ["items": [exampleReceipt]])
        ],
        problems: [.invalidEventJSON, .eventTooLarge, .eventFormatUnsupported, .eventInvalid])

    let events: EventStore
    let hints: EventHints

    func handle(_ request: Request) throws -> Response {
        let sent: [CloudEvent]
        do {
            sent = try cloudEvents(of: request)
        } catch let error as CloudEventError {
            throw Problem.eventInvalid.with(
                errors: error.issues.map { ProblemDetail(pointer: $0.pointer, message: $0.message) })
        }
        let receipts: [EventStore.Receipt]
        do {
            receipts = try events.receive(sent, in: request.caller.tenant)
        } catch is EventTooLarge {
            throw Problem.eventTooLarge
        }
        if receipts.contains(where: { !$0.isDuplicate }) {
            // Without Redis a worker finds the events a little later.
            request.afterCommit { try? hints.publish() }
        }
        return .json(["items": .array(receipts.map(\.json))], status: 202)
    }

    /// The mode is told by the media type (HTTP Protocol Binding, section 3).
    private func cloudEvents(of request: Request) throws -> [CloudEvent] {
        switch request.mediaType {
        case CloudEvent.mediaType:
            return [try CloudEvent(request.json(JSON.self))]
        case CloudEvent.batchMediaType:
            return try CloudEvent.batch(request.json(JSON.self))
        case let type where type.hasPrefix("application/cloudevents"):
            throw Problem.eventFormatUnsupported
        default:
            return [
                try CloudEvent(
                    attributes: request.headers(after: "ce-"), contentType: request.contentType, data: request.body)
            ]
        }
    }
}
