import Foundation
import Testing

/// The rules of the language are numbered by the sections of its digest: `digest 7: …` is the name of a test.
@Suite struct DigestTests {
    private static let names: Set<String> = {
        let folder = "\(PackageDescription.packageRoot)/Tests"
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".swift") }.reduce(into: []) { names, file in
            let text = (try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) ?? ""
            for match in text.matches(of: #/func `digest (\d+|A\d+)(\.\d+)?: /#) {
                names.insert(String(match.1) + (match.2.map(String.init) ?? ""))
            }
        }
    }()

    /// Data flow, expressions, flow, errors, retries, processes, calls, secrets, events, schedules, extensions.
    @Test(arguments: 3...13) func `each section has tests that name it`(section: Int) {
        #expect(Self.names.contains("\(section)"))
    }

    /// The order in which a task's data flows; the fourth step is the task's own work.
    @Test(arguments: [1, 2, 3, 5, 6, 7, 8, 9]) func `so has each step of the data flow`(step: Int) {
        #expect(Self.names.contains("3.\(step)"))
    }

    /// How we settle what the specification leaves open; the last one, A27, is the schema's.
    @Test(arguments: 1...26) func `so has each of our resolutions`(number: Int) {
        #expect(Self.names.contains("A\(number)"))
    }
}
