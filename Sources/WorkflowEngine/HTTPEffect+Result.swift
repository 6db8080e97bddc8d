package import JSON
import TextEncodings

extension HTTPEffect {
    /// What a task makes of an answer (specification, "HTTP Call"): its output, or a communication error with the
    /// answer's status.
    package func result(
        status: Int, headers: [(name: String, value: String)], body: [UInt8]
    ) -> Result<JSON, WorkflowError> {
        let isSuccess = (200..<300).contains(status) || (followsRedirects && (300..<400).contains(status))
        guard isSuccess else {
            return .failure(
                WorkflowError(
                    .communication, status: status, title: "\(method) answered \(status)",
                    detail: "\(method) \(urlWithoutQuery) answered with status \(status)."))
        }
        let mediaType = headers.last { $0.name.lowercased() == "content-type" }?.value ?? ""
        switch output {
        case .raw: return .success(.string(Base64.encode(body)))
        case .content: return .success(Self.content(body, mediaType: mediaType))
        case .response:
            return .success([
                "request": [
                    "method": .string(method), "uri": .string(url),
                    "headers": .object(Self.object(self.headers.map { ($0.name, $0.value) })),
                ],
                "statusCode": JSON(status),
                "headers": .object(Self.object(headers)),
                "content": Self.content(body, mediaType: mediaType),
            ])
        }
    }

    /// The URL as errors show it: what follows the `?` may be private.
    package var urlWithoutQuery: String {
        String(url.prefix { $0 != "?" && $0 != "#" })
    }

    /// JSON is read, text stays text, anything else becomes base64.
    private static func content(_ body: [UInt8], mediaType: String) -> JSON {
        if body.isEmpty { return .null }
        let type = mediaType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        if type == "application/json" || type.hasSuffix("+json") {
            if let value = try? JSON(parsing: body) { return value }
        }
        let isText =
            type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("xml") || type.hasSuffix("yaml")
            || type == "application/json"
        if isText, let text = String(validating: body, as: UTF8.self) { return .string(text) }
        return .string(Base64.encode(body))
    }

    /// Repeated headers are joined as RFC 9110, section 5.2 allows.
    private static func object(_ headers: [(name: String, value: String)]) -> JSONObject {
        JSONObject(
            headers.map { ($0.name, JSON.string($0.value)) },
            uniquingKeysWith: { .string(($0.string ?? "") + ", " + ($1.string ?? "")) })
    }
}
