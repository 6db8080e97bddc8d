internal import JSON
internal import TextEncodings

/// The parts of a request that parameters become.
struct RequestParts {
    /// By name, to stand in the path's template.
    private(set) var path: [String: String] = [:]
    /// Each `name=value`.
    private(set) var query: [String] = []
    /// Each `name=value` of a form in the body.
    private(set) var form: [String] = []
    private(set) var headers: [(name: String, value: String)] = []

    mutating func add(_ value: JSON, as parameter: ParameterDeclaration) throws(OpenAPIError) {
        let value = try ParameterValue(value, of: parameter)
        switch parameter.location {
        case .path:
            let text = value.path(parameter)
            guard !text.isEmpty else {
                throw .unusableParameter(parameter.name, problem: "is empty, and stands in the path")
            }
            path[parameter.name] = text
        case .query: query += value.pairs(parameter, encode: parameter.encodeQuery)
        case .formData: form += value.pairs(parameter, encode: PercentEncoding.encodeForm)
        case .header: headers.append((parameter.name, value.simple(explode: parameter.explode) { $0 }))
        case .cookie:
            let pairs = value.pairs(parameter, encode: { PercentEncoding.encode($0) }).joined(separator: "; ")
            if let index = headers.firstIndex(where: { $0.name == "Cookie" }) {
                headers[index].value += "; " + pairs
            } else {
                headers.append(("Cookie", pairs))
            }
        }
    }
}
