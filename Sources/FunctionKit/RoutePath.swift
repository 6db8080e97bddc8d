/// The path of a route, such as `/api/v1/runs/{id}`: each segment is a word or, in braces, the name of a parameter.
package struct RoutePath: Sendable, Hashable, CustomStringConvertible {
    enum Segment: Sendable, Hashable {
        case word(String)
        case parameter(String)
    }

    package let description: String
    let segments: [Segment]

    package init(_ text: String) {
        description = text
        segments = text.split(separator: "/").map { segment in
            segment.hasPrefix("{") && segment.hasSuffix("}")
                ? .parameter(String(segment.dropFirst().dropLast())) : .word(String(segment))
        }
    }

    /// The parameters of a path that has this form; nil for any other path.
    ///
    /// - Parameter path: its segments, decoded.
    func match(_ path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .word(let word):
                guard word == text else { return nil }
            case .parameter(let name):
                guard !text.isEmpty else { return nil }
                parameters[name] = text
            }
        }
        return parameters
    }

    var parameterNames: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    var hasParameters: Bool { !parameterNames.isEmpty }

    /// How many segments are words: of two paths that match, the one with more is meant.
    var wordCount: Int {
        segments.count { if case .word = $0 { true } else { false } }
    }
}
