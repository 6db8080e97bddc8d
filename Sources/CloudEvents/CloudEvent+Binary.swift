import JSON
import TextEncodings

extension CloudEvent {
    /// An event whose attributes came beside its data: the binary mode of the HTTP binding.
    ///
    /// - Parameters:
    ///   - attributes: by name; values are as the headers had them, percent-encoded.
    ///   - contentType: of the data; empty: there is none, or nothing is said of it.
    /// - Throws: ``CloudEventError``.
    package init(
        attributes: [(name: String, value: String)], contentType: String, data: [UInt8]
    ) throws(CloudEventError) {
        var members: JSONObject = [:]
        for (name, value) in attributes.sorted(by: { $0.name < $1.name }) {
            guard !["data", "datacontenttype"].contains(name) else {
                throw CloudEventError([
                    CloudEventError.Issue(name, "expected the data as the body, with its Content-Type")
                ])
            }
            guard let text = HeaderText.decode(value) else {
                throw CloudEventError([CloudEventError.Issue(name, "expected UTF-8, percent-encoded")])
            }
            members[name] = .string(text)
        }
        if !contentType.isEmpty { members["datacontenttype"] = .string(contentType) }
        if !data.isEmpty {
            if Self.isJSON(contentType) {
                do {
                    members["data"] = try JSON(parsing: data)
                } catch {
                    throw CloudEventError([CloudEventError.Issue("data", "expected JSON, as Content-Type says")])
                }
            } else if let text = String(validating: data, as: UTF8.self) {
                members["data"] = .string(text)
            } else {
                members["data_base64"] = .string(Base64.encode(data))
            }
        }
        try self.init(members: members)
    }

    /// Whether data of this media type is JSON: `application/json`, and what ends in `+json`.
    private static func isJSON(_ mediaType: String) -> Bool {
        let name = mediaType.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        return name.hasSuffix("/json") || name.hasSuffix("+json")
    }
}
