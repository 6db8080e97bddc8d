internal import JSON
internal import Spelling

/// The body that an operation takes.
struct RequestBody {
    /// What can be written, by the first that the operation takes.
    private enum Form { case json, form, text }

    private let isRequired: Bool
    /// How `parameters` may name the whole body.
    private let names: [String]
    private let mediaTypes: [String]
    private let content: JSON
    private let root: References
    /// Of version 2.0, where all media types have one.
    private let schema: JSON?

    /// A `requestBody` of version 3.
    init(_ value: JSON, root: References) {
        isRequired = value["required"] == true
        names = ["body"]
        content = value["content"] ?? [:]
        mediaTypes = content.object.map { Array($0.keys) } ?? []
        schema = nil
        self.root = root
    }

    /// A parameter `in: body` of version 2.0.
    init(twoPointZero value: JSON, mediaTypes: [String], root: References) {
        isRequired = value["required"] == true
        names = [value["name"]?.string ?? "body", "body"]
        content = [:]
        schema = value["schema"] ?? [:]
        self.mediaTypes = mediaTypes
        self.root = root
    }

    /// - Parameter rest: what no parameter takes.
    /// - Returns: nil: no body.
    func written(from rest: JSONObject) throws(OpenAPIError) -> (bytes: [UInt8], mediaType: String)? {
        let (mediaType, form) = try chosen()
        let schema = try root.followed(schema ?? content[mediaType]?["schema"] ?? [:])
        guard let value = try value(in: rest, schema) else {
            guard !isRequired else { throw .missingParameter(names[0], place: "body") }
            return nil
        }
        switch form {
        case .json: return (value.bytes, mediaType)
        case .form: return (try fields(of: value, content[mediaType]?["encoding"]), mediaType)
        case .text:
            guard let text = value.string else {
                throw .unusableParameter(names[0], problem: "must be a string, which is sent as `\(mediaType)`")
            }
            return (Array(text.utf8), mediaType)
        }
    }

    private func value(in rest: JSONObject, _ schema: JSON) throws(OpenAPIError) -> JSON? {
        let known = schema["properties"]?.object
        if rest.count == 1, let (name, value) = rest.elements.first.map({ ($0.key, $0.value) }), names.contains(name),
            known?[name] == nil
        {
            // Not `nil`, which is also a JSON value.
            return value.isNull ? .none : value
        }
        if rest.isEmpty { return .none }
        if schema["additionalProperties"] == false, let known,
            let unknown = rest.keys.first(where: { known[$0] == nil })
        {
            throw .unknownParameter(unknown, hint: NearestName.hint(for: unknown, among: known.keys))
        }
        return .object(rest)
    }

    private func chosen() throws(OpenAPIError) -> (String, Form) {
        func first(_ form: Form, _ matches: (String) -> Bool) -> (String, Form)? {
            mediaTypes.first { matches($0.prefix { $0 != ";" }.lowercased()) }.map { ($0, form) }
        }
        let choice =
            first(.json) { $0 == "application/json" } ?? first(.json) { $0.hasSuffix("+json") }
            ?? first(.form) { $0 == "application/x-www-form-urlencoded" }
            ?? first(.text) {
                $0.hasPrefix("text/") && $0 != "text/*" || $0 == "application/xml" || $0.hasSuffix("+xml")
            }
            ?? first(.json) { $0 == "*/*" || $0 == "application/*" }.map { _ in ("application/json", .json) }
        guard let choice else { throw .unsupportedBody(mediaTypes) }
        return choice
    }

    /// The members of a form. Objects in it are JSON (OpenAPI 3.1, "Encoding Object").
    private func fields(of value: JSON, _ encoding: JSON?) throws(OpenAPIError) -> [UInt8] {
        guard let members = value.object else {
            throw .unusableParameter(names[0], problem: "must be an object, whose members are the form's")
        }
        var parts = RequestParts()
        for (name, member) in members where !member.isNull {
            let styled = encoding?[name]
            let style = styled?["style"]?.string.flatMap(ParameterDeclaration.Style.init(rawValue:)) ?? .form
            let parameter = ParameterDeclaration(
                form: name, style: style, explode: styled?["explode"]?.bool ?? (style == .form))
            let isObject = member.object != nil && styled?["style"] == nil
            try parts.add(isObject ? .string(member.text) : member, as: parameter)
        }
        return Array(parts.form.joined(separator: "&").utf8)
    }
}
