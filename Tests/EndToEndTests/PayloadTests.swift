import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// What somebody sees of runs who runs them and may not see their data.
@Suite struct PayloadTests {
    private static let mark = "mark-5f0c"
    private static let workflow = """
        document: {dsl: 1.0.3, namespace: demo, name: hidden, version: 1.0.0}
        do:
          - choose:
              switch:
                - large: {when: '.text == "mark-5f0c"', then: fail}
          - fail:
              try:
                - wrong:
                    raise:
                      error:
                        type: https://example.com/errors/wrong
                        status: 400
                        title: ${ "about " + .text }
                        detail: ${ "because of " + .text }
              catch:
                errors: {with: {status: 500}}
        """
    private static let waiting = """
        document: {dsl: 1.0.3, namespace: demo, name: waits, version: 1.0.0}
        do:
          - paid:
              listen: {to: {one: {with: {type: demo.paid, subject: "${ .text }"}}}}
        """

    @Test func `an operator starts, sees and cancels runs, and no payload comes out`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            try admin.deploy(Self.workflow)
            try admin.deploy(Self.waiting)
            let run = try admin.finished(admin.start("demo/hidden", input: ["text": .string(Self.mark)]))
            #expect(run["payloadsHidden"] == false)
            #expect(run["input"]?["text"] == .string(Self.mark))
            #expect(run["error"]?["detail"]?.string?.contains(Self.mark) == true, "\(run)")

            try Database(platform.database).execute("UPDATE members SET role = 'operator'")
            try Database(platform.database).execute("UPDATE tenants SET access_generation = access_generation + 1")
            try Wait.until("the role counts") { try admin.get("/api/v1/auth/me").json["role"] == "operator" }
            try Wait.until("what Redis remembers is over", limit: .seconds(60)) {
                try admin.get("/api/v1/auth/me").json["permissions"]?.array?.contains("payloads:read") == false
            }
            var answers: [HTTPResponse] = []
            let id = try #require(run["id"]?.string)
            for path in ["/runs", "/runs/\(id)", "/runs/\(id)?wait=1", "/runs/\(id)/tasks", "/runs?status=faulted"] {
                let answer = try admin.get("/api/v1\(path)")
                #expect(answer.status == 200, "\(path) \(answer.text)")
                answers.append(answer)
            }
            let shown = try admin.run(id)
            #expect(shown["payloadsHidden"] == true)
            #expect(shown["input"] == .null && shown["output"] == .null)
            #expect(shown["error"]?["type"] == "https://example.com/errors/wrong", "\(shown)")
            #expect(shown["error"]?["status"] == 400 && shown["error"]?["instance"] != nil)
            let tasks = try admin.tasks(of: id)
            #expect(!tasks.isEmpty)
            for task in tasks {
                #expect(task["payloadsHidden"] == true && task["input"] == .null && task["detail"] == .null)
            }

            let input: JSON = ["input": ["text": .string(Self.mark)]]
            answers.append(try admin.post("/api/v1/workflows/demo/hidden/runs?wait=30", input))
            #expect(answers.last?.status == 200)
            let started = try admin.post("/api/v1/workflows/demo/waits/runs", input)
            let waiting = try #require(try started.json["id"]?.string)
            try Wait.until("it waits") { try admin.run(waiting)["waitingFor"]?["total"] == 1 }
            answers += [started, try admin.get("/api/v1/runs/\(waiting)")]
            for verb in ["suspend", "resume", "cancel"] {
                answers.append(try admin.send("POST", "/api/v1/runs/\(waiting)/\(verb)"))
            }
            for answer in answers {
                #expect((200...299).contains(answer.status), "\(answer.text)")
                #expect(!answer.text.contains(Self.mark), "\(answer.text)")
            }
        }
    }
}
