internal import Events
internal import FunctionKit

/// Events that workflows wait for.
@main
struct EventsFunction: Function {
    static let name = "events"

    static let endpointTypes: [any Endpoint.Type] = [SendEvents.self]

    static func endpoints(_ resources: Resources) -> [any Endpoint] {
        [SendEvents(events: EventStore(database: resources.database), hints: EventHints(resources.redis))]
    }
}
