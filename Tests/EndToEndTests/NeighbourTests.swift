import HTTPClient
import JSON
import TestServers
import Testing

/// What one tenant's workflows do to those of another.
@Suite struct NeighbourTests {
    @Test func `runaway expressions of one tenant do not hold up another's runs`() throws {
        try Platform.run { (platform) throws in
            let (hostile, neighbour) = (try Client.registered(at: platform), try Client.registered(at: platform))
            try hostile.deploy(Self.workflow("${ last(range(1e12)) }"))
            try neighbour.deploy(Self.workflow("${ [.numbers[] * 2] | add }"))
            // The worker has seen the workflow before it counts.
            _ = try neighbour.finished(neighbour.start("test/one", input: ["numbers": [1]]))

            let runaways = try (0..<8).map { _ in try hostile.start("test/one") }
            let run = try neighbour.finished(neighbour.start("test/one", input: ["numbers": [1, 2]]))
            #expect(run["output"] == ["result": 6])
            // First come, first served would have let all of them take their second before.
            let unfinished = try runaways.filter { try hostile.run($0)["endedAt"]?.string == nil }
            #expect(unfinished.count >= 6)

            for id in runaways {
                let run = try hostile.finished(id)
                #expect(run["status"] == "faulted")
                #expect(run["error"]?["detail"]?.string?.contains("took longer than") == true, "\(run)")
            }
        }
    }

    @Test func `runaways are cancelled at once, but for those that have begun`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.workflow("${ last(range(1e12)) }"))
            let runaways = try (0..<20).map { _ in try client.start("test/one") }
            let answer = try client.post("/api/v1/runs/cancel", ["workflow": "test/one"])
            #expect(answer.status == 200, "\(answer.text)")
            let statuses = try runaways.map { try client.finished($0)["status"]?.string }
            // Each takes a second: in line they would have had their turns one after the other.
            #expect(statuses.count { $0 == "cancelled" } >= 10, "\(statuses)")
        }
    }

    private static func workflow(_ expression: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}
        do:
          - only: {set: {result: "\(expression)"}}
        """
    }
}
