/// What to say of a value that is none of an enum's raw values: Swift's own message repeats the value.
enum RawValues {
    static func expectation(of type: any Decodable.Type, _ context: DecodingError.Context) -> String? {
        guard type is any RawRepresentable.Type, context.debugDescription.hasPrefix("Cannot initialize") else {
            return nil
        }
        guard let cases = type as? any CaseIterable.Type else { return "this value is not known here" }
        return "expected one of \(names(of: cases).joined(separator: ", "))"
    }

    private static func names<C: CaseIterable>(of type: C.Type) -> [String] {
        type.allCases.compactMap { candidate in
            guard let value = (candidate as? any RawRepresentable)?.rawValue else { return nil }
            return (value as? String).map { "\"\($0)\"" } ?? "\(value)"
        }
    }
}
