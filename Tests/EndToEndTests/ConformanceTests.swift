import Foundation
import HTTPClient
import TestServers
import Testing

/// The conformance kit and the examples of the language, which are not part of this repository.
@Suite(
    .enabled(
        if: SpecificationFolder.isThere, "no folder \(SpecificationFolder.path); SERVERLESS_WORKFLOW names another"),
    .onePlatform)
struct ConformanceTests {
    private static let examples = (try? SpecificationFolder.files(in: "examples").map(\.lastPathComponent)) ?? []

    /// Examples that are not accepted: what the refusal says.
    private static let refused = [
        // Calls of later issues.
        "call-asyncapi-publish.yaml": "asyncapi", "call-asyncapi-subscribe-consume-amount.yaml": "asyncapi",
        "call-asyncapi-subscribe-consume-forever-foreach.yaml": "asyncapi",
        "call-asyncapi-subscribe-consume-until.yaml": "asyncapi",
        "call-asyncapi-subscribe-consume-while.yaml": "asyncapi", "call-grpc.yaml": "grpc", "call-mcp.yaml": "mcp",
        // What starts workflows by itself belongs to schedules.
        "schedule-cron.yaml": "schedule", "schedule-event-driven.yaml": "schedule", "set-expression.yaml": "schedule",
        "set.yaml": "schedule",
    ]

    @Test func `the kit is all there`() {
        #expect(Scenario.all.count == 21)
        #expect(Self.examples.count == 66)
        #expect(Scenario.all.allSatisfy { $0.steps.count >= 3 })
    }

    @Test(arguments: Scenario.all) func `it behaves as the scenario says`(scenario: Scenario) throws {
        let services = PublicServices.start()
        var run = ScenarioRun(client: try .newTenant(), standIn: services.url)
        for step in scenario.steps { try run.perform(step) }
    }

    @Test(arguments: examples) func `an example is accepted, or refused for a known reason`(name: String) throws {
        let file = URL(filePath: SpecificationFolder.path).appending(path: "examples/\(name)")
        // The catalog of the language is elsewhere.
        let services = PublicServices.start()
        let document = try String(contentsOf: file, encoding: .utf8)
            .replacingOccurrences(of: "https://raw.githubusercontent.com", with: services.url)
        let answer = try Client.newTenant().send(
            "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")], body: Array(document.utf8))
        if let reason = Self.refused[name] {
            #expect(answer.status == 422 && answer.text.contains(reason), "\(answer.text)")
        } else {
            #expect(answer.status == 201, "\(answer.text)")
        }
    }
}
