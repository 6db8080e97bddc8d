internal import JSON
internal import TextEncodings

/// A parameter that an operation declares.
struct ParameterDeclaration {
    enum Location: String {
        case path, query, header, cookie
        /// Of version 2.0: a field of a form.
        case formData
    }

    /// How lists and objects are written (OpenAPI 3.1, "Style Values").
    enum Style: String {
        case simple, label, matrix, form, spaceDelimited, pipeDelimited, deepObject
        /// Of version 2.0: `collectionFormat: tsv`.
        case tabDelimited
    }

    let name: String
    let location: Location
    let isRequired: Bool
    let style: Style
    let explode: Bool
    /// Whether a list is wanted: one value alone is a list of one.
    let isList: Bool
    /// Whether the value is written as JSON, whatever it is.
    let isJSON: Bool
    /// Whether reserved characters may stand in a query as they are.
    let allowsReserved: Bool

    /// - Returns: nil for headers that are no parameters (OpenAPI 3.1, "Parameter Object": `Content-Type` follows from the
    ///   body, the others have descriptions of their own).
    init?(_ value: JSON, _ version: OpenAPIDocument.Version, _ root: References) throws(OpenAPIError) {
        guard let name = value["name"]?.string, let location = value["in"]?.string.flatMap(Location.init(rawValue:))
        else {
            throw .document("a parameter has no `name`, or an `in` that the specification does not have")
        }
        if location == .header, ["accept", "authorization", "content-type"].contains(name.lowercased()) { return nil }
        self.name = name
        self.location = location
        isRequired = location == .path || value["required"] == true
        let schema = try root.followed(value["schema"] ?? (version == .two ? value : .null))
        isList = schema["type"] == "array" || schema["type"]?.array?.contains("array") == true
        isJSON = value["content"]?.object?.isEmpty == false
        allowsReserved = value["allowReserved"] == true
        guard value["type"] != "file" else {
            throw .unusableParameter(name, problem: "is a file, which workflows cannot send")
        }
        switch version {
        case .two:
            let format = value["collectionFormat"]?.string ?? "csv"
            explode = format == "multi"
            let isInQuery = location == .query || location == .formData
            style = Self.styles[format] ?? (isInQuery ? .form : .simple)
        case .three:
            let standard: Style = location == .query || location == .cookie ? .form : .simple
            let named = value["style"]?.string
            guard let style = named.map(Style.init(rawValue:)) ?? standard else {
                throw .document("the parameter `\(name)` has a `style` that the specification does not have")
            }
            self.style = style
            explode = value["explode"]?.bool ?? (style == .form)
        }
    }

    /// A parameter in a query or a form with the standard style.
    init(form name: String, style: Style = .form, explode: Bool = true) {
        self.name = name
        location = .formData
        isRequired = false
        self.style = style
        self.explode = explode
        (isList, isJSON, allowsReserved) = (false, false, false)
    }

    private static let styles: [String: Style] = [
        "ssv": .spaceDelimited, "tsv": .tabDelimited, "pipes": .pipeDelimited,
    ]

    /// A text as a part of a query. Even where reserved characters may stand, those that would end the value may not.
    var encodeQuery: (String) -> String {
        let kept = allowsReserved ? ":/?@!$'()*,;" : ""
        return { PercentEncoding.encode($0, keeping: kept) }
    }
}
