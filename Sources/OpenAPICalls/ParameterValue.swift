internal import JSON
internal import TextEncodings

/// The value of a parameter, as texts. Deeper values have no form in URLs and headers.
enum ParameterValue {
    case one(String)
    case list([String])
    case members([(name: String, value: String)])

    init(_ value: JSON, of parameter: ParameterDeclaration) throws(OpenAPIError) {
        if parameter.isJSON {
            self = .one(value.text)
            return
        }
        switch value {
        case .array(let elements):
            var texts: [String] = []
            for element in elements { texts.append(try Self.text(element, parameter.name)) }
            self = .list(texts)
        case .object(let members):
            var texts: [(name: String, value: String)] = []
            for (name, member) in members where !member.isNull {
                texts.append((name, try Self.text(member, parameter.name)))
            }
            self = .members(texts)
        default:
            let text = try Self.text(value, parameter.name)
            self = parameter.isList ? .list([text]) : .one(text)
        }
    }

    private static func text(_ value: JSON, _ name: String) throws(OpenAPIError) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): text
        case .array, .object:
            throw .unusableParameter(
                name, problem: "holds lists or objects in a list or an object, which no style can write")
        }
    }
}

extension ParameterValue {
    /// `blue,black` or `R,100,G,200`, with `explode` `R=100,G=200`.
    func simple(explode: Bool, separator: String = ",", encode: (String) -> String) -> String {
        switch self {
        case .one(let text): encode(text)
        case .list(let texts): texts.map(encode).joined(separator: separator)
        case .members(let members):
            members.map { encode($0.name) + (explode ? "=" : separator) + encode($0.value) }.joined(
                separator: separator)
        }
    }

    /// What stands in the path (RFC 6570, sections 3.2.2, 3.2.5 and 3.2.7).
    func path(_ parameter: ParameterDeclaration) -> String {
        let encode: (String) -> String = { PercentEncoding.encode($0) }
        switch parameter.style {
        case .label:
            return "." + simple(explode: parameter.explode, separator: parameter.explode ? "." : ",", encode: encode)
        case .matrix:
            let pairs = parameter.explode ? exploded(parameter.name) : [(parameter.name, nil)]
            return pairs.map { name, value in
                let text = value.map(encode) ?? simple(explode: false, encode: encode)
                return ";" + encode(name) + (text.isEmpty ? "" : "=" + text)
            }.joined()
        case .tabDelimited: return simple(explode: false, separator: "%09", encode: encode)
        case .spaceDelimited: return simple(explode: false, separator: "%20", encode: encode)
        case .pipeDelimited: return simple(explode: false, separator: "%7C", encode: encode)
        case .simple, .form, .deepObject: return simple(explode: parameter.explode, encode: encode)
        }
    }

    /// Each `name=value` in a query, a form or a cookie.
    func pairs(_ parameter: ParameterDeclaration, encode: (String) -> String) -> [String] {
        if parameter.style == .deepObject, case .members(let members) = self {
            return members.map { "\(encode("\(parameter.name)[\($0.name)]"))=\(encode($0.value))" }
        }
        if parameter.explode {
            return exploded(parameter.name).map { name, value in
                "\(encode(name))=\(value.map(encode) ?? simple(explode: false, encode: encode))"
            }
        }
        let separator =
            switch parameter.style {
            case .spaceDelimited: encode(" ")
            case .pipeDelimited: encode("|")
            case .tabDelimited: encode("\t")
            default: ","
            }
        return ["\(encode(parameter.name))=\(simple(explode: false, separator: separator, encode: encode))"]
    }

    /// One pair for each element or member. A pair without a value stands for the whole.
    private func exploded(_ name: String) -> [(String, String?)] {
        switch self {
        case .one: [(name, nil)]
        case .list(let texts): texts.map { (name, $0) }
        case .members(let members): members.map { ($0.name, $0.value) }
        }
    }
}
