import JSON

/// An operation of the API's description.
struct DescribedOperation {
    let method: String
    let path: String
    let json: JSON

    var id: String { json["operationId"]?.string ?? "" }
    var tag: String { json["tags"]?[0]?.string ?? "" }
    var isOpen: Bool { json["security"] == [] }

    func parameters(in place: String) -> [JSON] {
        (json["parameters"]?.array ?? []).filter { $0["in"]?.string == place }
    }

    /// Whether a request is for this operation.
    func takes(_ method: String, _ target: String) -> Bool {
        let asked = target.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        let own = path.split(separator: "/", omittingEmptySubsequences: false)
        return method == self.method && asked.count == own.count
            && zip(own, asked).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
    }

    /// Its bodies with their media types; one empty one where it takes none.
    func examples() -> [(type: String?, body: JSON?)] {
        let content = json["requestBody"]?["content"]?.object ?? [:]
        let all = content.flatMap { type, content in
            (content["examples"]?.object ?? [:]).values.map { (type: String?(type), body: $0["value"]) }
        }
        return content.isEmpty ? [(nil, nil)] : all
    }
}
