import ChildProcess
import Foundation
import JSON
import TestServers
import Testing

/// What `bin/up` ends with: a real model reads the changelogs of this machine.
@Suite struct MainJobTests {
    private let example = TestServers.packageRoot + "/examples/changelog-review"

    @Test func `an agent on the local model sorts changelog entries into a report`() throws {
        let model = try PrivateModel.shared()
        let (prepared, input, error) = try ChildProcess.run(
            "python3", ["\(example)/prepare", "3"], limit: .seconds(60))
        try #require(prepared.isSuccess, "\(String(decoding: error, as: UTF8.self))")
        let entries = try #require(try JSON(parsing: input)["entries"]?.array)
        #expect(entries.count == 3)
        try Platform.run(model: model.url) { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.createAgent(JSON(parsing: Data(contentsOf: URL(filePath: "\(example)/agent.json"))))
            try client.deploy(String(contentsOfFile: "\(example)/workflow.yaml", encoding: .utf8))
            let id = try client.start("examples/changelog-review", input: ["entries": .array(entries)])
            let run = try client.finished(id, limit: .seconds(180))
            #expect(run["status"] == "completed", "\(run)")

            // Its answers have the right form; whether they are right is the model's business.
            let report = try #require(run["output"])
            let lists = ["security", "bugs", "packaging"].map { report[$0]?.array ?? [] }
            #expect(lists.joined().count == entries.count)
            #expect(Set(lists.joined().map { $0["package"] }) == Set(entries.map { $0["package"] }))
            #expect(lists.joined().allSatisfy { ($0["summary"]?.string?.count ?? 0) > 0 })
            #expect(report["counts"]?["bugs"]?.int == lists[1].count)

            let asked = try client.tasks(of: id).filter { $0["name"] == "askReviewer" }
            #expect(asked.count == entries.count)
            #expect(asked.allSatisfy { ($0["usage"]?["outputTokens"]?.int ?? 0) > 0 })
            #expect(run["cost"] == ["amount": "0", "currency": "USD"])
        }
    }
}
