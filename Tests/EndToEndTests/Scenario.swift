import Foundation
import TestServers
import Testing

/// One scenario of the language's conformance kit, in the part of Gherkin that its features use.
struct Scenario: Sendable, CustomTestStringConvertible {
    /// A step without its `Given`, `When`, `Then` or `And`.
    struct Step: Sendable {
        let text: String
        /// What stands below it between `"""`, without the indentation of these.
        var document: String?
    }

    let feature: String
    let name: String
    private(set) var steps: [Step] = []

    var testDescription: String { "\(feature): \(name)" }

    private static let stepWords = ["Given ", "When ", "Then ", "And ", "given "]

    /// All of the kit; none where it is missing.
    static let all: [Scenario] = {
        guard let files = try? SpecificationFolder.files(in: "ctk", extensions: ["feature"]) else { return [] }
        return files.flatMap { file in
            (try? String(contentsOf: file, encoding: .utf8)).map {
                read($0, feature: file.deletingPathExtension().lastPathComponent)
            } ?? []
        }
    }()

    static func read(_ text: String, feature: String) -> [Scenario] {
        var scenarios: [Scenario] = []
        var document: (indentation: Int, lines: [Substring])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if let read = document {
                if trimmed == "\"\"\"" {
                    scenarios[scenarios.count - 1].finish(read.lines.joined(separator: "\n"))
                    document = nil
                } else {
                    document?.lines.append(line.dropFirst(read.indentation))
                }
            } else if trimmed.hasPrefix("\"\"\"") {
                document = (line.prefix { $0 == " " }.count, [])
            } else if trimmed.hasPrefix("Scenario: ") {
                scenarios.append(Scenario(feature: feature, name: String(trimmed.dropFirst("Scenario: ".count))))
            } else if !scenarios.isEmpty, let step = step(trimmed) {
                scenarios[scenarios.count - 1].steps.append(Step(text: step))
            }
        }
        return scenarios
    }

    /// - Returns: nil: it is no step.
    private static func step(_ line: String) -> String? {
        var text = Substring(line)
        while let word = stepWords.first(where: { text.hasPrefix($0) }) { text = text.dropFirst(word.count) }
        return text.count < line.count ? String(text) : nil
    }

    private mutating func finish(_ document: String) {
        steps[steps.count - 1].document = document
    }
}
