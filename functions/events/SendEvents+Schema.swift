internal import CloudEvents
internal import Events
internal import FunctionKit
internal import Identity
internal import JSON

extension SendEvents {
    static let receipt = Schema.object([
        "id": .id("The event; of a duplicate the earlier one."),
        "isDuplicate": Schema.boolean.described("An event with this source and id had come before."),
    ]).described("What became of an event.").named("EventReceipt")

    static let exampleEvent: JSON = [
        "specversion": "1.0", "id": "order-1", "source": "https://shop.example/orders", "type": "example.order.placed",
        "datacontenttype": "application/json", "data": ["total": 42],
    ]

    static let exampleReceipt: JSON = ["id": "01890a5d-ac96-774b-bcce-b302099a8057", "isDuplicate": false]
}

extension EventStore.Receipt {
    /// As answers show it.
    var json: JSON { ["id": .string(id.description), "isDuplicate": .bool(isDuplicate)] }
}

extension Schema {
    static let cloudEvent = Schema.object(
        [
            "specversion": .choice(["1.0"]),
            "id": .string("Names the event among those of its source.", length: 1...CloudEventRules.idLimit),
            "source": .string(
                "Who says that it happened: a URI reference.", format: "uri-reference",
                length: 1...CloudEventRules.sourceLimit),
            "type": .string("What kind of thing happened.", length: 1...CloudEventRules.typeLimit),
            "time": Schema.time("When it happened.").orNull,
            "subject": Schema.string("What it happened to.", length: 1...CloudEventRules.sizeLimit).orNull,
            "datacontenttype": Schema.string("The media type of the data.", length: 3...CloudEventRules.sizeLimit)
                .orNull,
            "dataschema": Schema.string("The schema of the data.", format: "uri").orNull,
            "data": Schema.any.described("Any JSON."),
            "data_base64": Schema.string("Data that is not JSON, in base64; instead of `data`.").orNull,
        ],
        optional: ["time", "subject", "datacontenttype", "dataschema", "data", "data_base64"]
    ).described(
        "An event (CloudEvents 1.0), at most \(CloudEventRules.sizeLimit) bytes. Extensions are further members, with "
            + "names of small letters and digits."
    ).named("CloudEvent")
}
