internal import JSON

/// The members of a policy, or of an object in it, read by name.
struct PolicyMembers {
    let scheme: AuthenticationScheme
    private let members: JSONObject
    /// Where the object stands in the policy, with a dot at its end.
    private let path: String

    init(_ value: JSON, of scheme: AuthenticationScheme) throws(AuthenticationError) {
        guard let members = value.object else { throw .notAnObject(scheme) }
        self.init(scheme: scheme, members: members, path: "")
    }

    private init(scheme: AuthenticationScheme, members: JSONObject, path: String) {
        self.scheme = scheme
        self.members = members
        self.path = path
    }

    func required(_ name: String) throws(AuthenticationError) -> String {
        guard let text = try text(name) else { throw .missingMember(scheme, path + name) }
        return text
    }

    func text(_ name: String) throws(AuthenticationError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw .wrongMember(scheme, path + name, wanted: "a string") }
        return text
    }

    /// An address: a text, or an object whose `uri` is one.
    func address(_ name: String) throws(AuthenticationError) -> String {
        if let nested = members[name]?.object { return try object(name, nested).required("uri") }
        return try required(name)
    }

    /// Nothing where the member is missing.
    func texts(_ name: String) throws(AuthenticationError) -> [String] {
        guard let value = value(name) else { return [] }
        let texts = value.array?.compactMap(\.string)
        guard let texts, texts.count == value.array?.count else {
            throw .wrongMember(scheme, path + name, wanted: "a list of strings")
        }
        return texts
    }

    /// - Returns: nil where the member is missing.
    func word<Word: RawRepresentable & CaseIterable>(
        _: Word.Type, _ name: String
    ) throws(AuthenticationError) -> Word? where Word.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw .wrongMember(scheme, path + name, wanted: "one of \(words)")
        }
        return word
    }

    /// - Returns: nil where the member is missing.
    func object(_ name: String) throws(AuthenticationError) -> PolicyMembers? {
        guard let value = value(name) else { return nil }
        guard let nested = value.object else { throw .wrongMember(scheme, path + name, wanted: "an object") }
        return object(name, nested)
    }

    private func object(_ name: String, _ nested: JSONObject) -> PolicyMembers {
        PolicyMembers(scheme: scheme, members: nested, path: "\(path)\(name).")
    }

    /// Null is as if it were not there.
    private func value(_ name: String) -> JSON? {
        guard let value = members[name], !value.isNull else { return .none }
        return value
    }
}
