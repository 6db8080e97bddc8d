import Foundation
import JSON
import Testing
import YAML

/// A scenario that is being executed through the API.
struct ScenarioRun {
    let client: Client
    /// What stands in for the hosts that the scenarios call, without a slash at its end.
    let standIn: String
    private var definition = ""
    private var input: JSON = [:]
    private var run: JSON = nil
    private var tasks: [String] = []

    private static let hosts = ["https://petstore.swagger.io", "https://httpbin.org"]

    init(client: Client, standIn: String) {
        self.client = client
        self.standIn = standIn
    }

    /// - Throws: ``Failure`` where the step is not known or what it asks for could not be done.
    mutating func perform(_ step: Scenario.Step) throws {
        switch step.text {
        case "a workflow with definition:":
            definition = Self.hosts.reduce(step.document ?? "") { $0.replacingOccurrences(of: $1, with: standIn) }
        case "the workflow input is:": input = try value(of: step)
        case "the workflow is executed": try execute()
        case "the workflow should complete": expect(status: "completed")
        case "the workflow should complete with output:":
            expect(status: "completed")
            let output = try value(of: step)
            #expect(run["output"] == output)
        case "the workflow should fault": expect(status: "faulted")
        case "the workflow should fault with error:":
            expect(status: "faulted")
            for (name, value) in try value(of: step).object ?? [:] { #expect(run["error"]?[name] == value, "\(run)") }
        default: try performPhrase(step)
        }
    }

    private mutating func execute() throws {
        try client.deploy(definition)
        let document = try YAML.parse(Array(definition.utf8)).value["document"]
        let name = [document?["namespace"]?.string, document?["name"]?.string].compactMap(\.self)
        let id = try client.start(name.joined(separator: "/"), input: input)
        run = try client.finished(id)
        tasks = try client.tasks(of: id).compactMap { $0["name"]?.string }
    }

    private func performPhrase(_ step: Scenario.Step) throws {
        if let match = step.text.wholeMatch(of: /the workflow output should have properties (.+)/) {
            for path in match.1.matches(of: /'([^']+)'/).map(\.1) {
                #expect(property(path) != nil, "\(path): \(run)")
            }
        } else if let match = step.text.wholeMatch(of: /the workflow output should have a '(.+)' property with value:/)
        {
            let value = try value(of: step)
            #expect(property(match.1) == value, "\(run)")
        } else if let match = step.text.wholeMatch(
            of: /the workflow output should have a '(.+)' property containing (\d+) items/)
        {
            #expect(property(match.1)?.array?.count == Int(match.2), "\(run)")
        } else if let match = step.text.wholeMatch(of: /(\w+) should run (first|last)/) {
            #expect((match.2 == "first" ? tasks.first : tasks.last) == String(match.1), "\(tasks)")
        } else if let match = step.text.wholeMatch(of: /(\w+) should run after (\w+)/) {
            let later = try #require(tasks.firstIndex(of: String(match.1)), "\(tasks)")
            let earlier = try #require(tasks.firstIndex(of: String(match.2)), "\(tasks)")
            #expect(earlier < later, "\(tasks)")
        } else {
            throw Failure("a step that is not known: \(step.text)")
        }
    }

    private func expect(status: String) {
        #expect(run["status"]?.string == status, "\(run)")
    }

    private func property(_ path: Substring) -> JSON? {
        path.split(separator: ".").reduce(run["output"]) { $0?[String($1)] }
    }

    private func value(of step: Scenario.Step) throws -> JSON {
        try YAML.parse(Array((step.document ?? "").utf8)).value
    }
}
