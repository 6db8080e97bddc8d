import ArgumentParser
import Identity
import JSON

/// `intelligentic event send`
struct SendEvent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send an event (CloudEvents 1.0), or a file of them.",
        discussion: """
            A file holds an event as JSON, or a list of them. Without one, --type and --source make the event. An event with \
            the source and id of an earlier one changes nothing.
            """)

    @Argument(help: "A file with an event or a list of events; - for standard input.", completion: .file())
    var file: String?

    @Option(help: "What kind of thing happened, such as example.order.placed.")
    var type: String?

    @Option(help: "Who says so: a URI or a path, such as /shop.")
    var source: String?

    @Option(help: "Names the event among those of its source; else a new UUID.")
    var id: String?

    @Option(help: "What it happened to.")
    var subject: String?

    @Option(help: "The data as JSON.")
    var data: String?

    @OptionGroup var options: PlatformOptions

    func validate() throws {
        let isMade = [type, source, id, subject, data].contains { $0 != nil }
        guard (file == nil) == isMade else { throw ValidationError("Give a file, or --type and --source.") }
        guard file != nil || (type != nil && source != nil) else {
            throw ValidationError("An event needs --type and --source.")
        }
    }

    func run() throws {
        let body = try events()
        let mediaType = "application/cloudevents" + (body.array == nil ? "" : "-batch") + "+json"
        do {
            let answer = try options.platform().post("/api/v1/events", body.bytes, mediaType: mediaType)
            options.show(answer) { answer in
                (answer["items"]?.array ?? []).map { item in
                    let note = item["isDuplicate"] == true ? ", which had come before" : ""
                    return "Sent event \(item["id"]?.string ?? "")\(note).".printable
                }
            }
        } catch var problem as ProblemAnswer {
            problem.file = file
            throw problem
        }
    }

    private func events() throws -> JSON {
        if let file { return try parsed(LocalFile.read(file), file) }
        var event: JSONObject = [
            "specversion": "1.0", "id": .string(id ?? Identifier<Self>().description), "source": JSON(source),
            "type": JSON(type), "time": .string(Timestamp.now.description),
        ]
        if let subject { event["subject"] = .string(subject) }
        if let data {
            event["datacontenttype"] = "application/json"
            event["data"] = try parsed(Array(data.utf8), "--data")
        }
        return .object(event)
    }

    private func parsed(_ text: [UInt8], _ name: String) throws -> JSON {
        do {
            return try JSON(parsing: text)
        } catch {
            throw Failure(.usage, "\(name) is not JSON: \(error)")
        }
    }
}
