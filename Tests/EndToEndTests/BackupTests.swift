import Foundation
import HTTPClient
import JSON
import Synchronization
import TestServers
import Testing

/// A backup is made and restored while runs are under way.
@Suite struct BackupTests {
    private static let finishedCount = 20
    private static let runningCount = 20

    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: steps, version: 1.0.0}
        do:
          - first: {call: http, with: {method: post, endpoint: "${ $workflow.input.url }", body: {n: "${ $workflow.input.n }"}}}
          - last:
              try:
                - ask: {call: http, with: {method: post, endpoint: "${ $workflow.input.url + \\"/last\\" }", body: "${ . }"}}
              catch: {retry: {delay: {milliseconds: 300}, limit: {attempt: {count: 1000}}}}
          - report: {set: {n: "${ .n + 1 }"}}
        """

    @Test func `a restore gives back every finished run and continues the others`() throws {
        let mayEnd = Mutex(true)
        let service = ScriptedServer { request in
            if request.path.hasSuffix("/last"), !mayEnd.withLock({ $0 }) { return .text("", status: 503) }
            return .json((try? JSON(parsing: request.body)) ?? .null, delay: .milliseconds(20))
        }
        try Platform.run { (platform) throws in
            try TestServers.temporaryDirectory { folder in
                let user = Member()
                let client = try user.register(at: platform)
                try client.deploy(workflow)
                func start(_ n: Int) throws -> String {
                    try client.start("test/steps", input: ["url": .string("\(service.url)/step"), "n": JSON(n)])
                }
                let finished = try (0..<Self.finishedCount).map(start)
                let outputs = try finished.map { try client.finished($0)["output"] }
                mayEnd.withLock { $0 = false }
                let running = try (0..<Self.runningCount).map(start)
                let isUnderWay = service.waitForRequests(2 * Self.finishedCount + Self.runningCount, limit: Wait.limit)
                #expect(isUnderWay, "the work has stopped")

                let path = "\(folder)/backup"
                try operate(platform, ["backup", "--to", path])
                mayEnd.withLock { $0 = true }
                let after = try start(99)
                for id in running + [after] { #expect(try client.finished(id)["status"] == "completed") }

                mayEnd.withLock { $0 = false }
                let refused = try OperatorCommand(["restore", "--from", path], at: platform)
                #expect(!refused.isSuccess)
                #expect(refused.error.contains("--replace"), "\(refused)")
                try operate(platform, ["restore", "--from", path, "--replace"])

                // The old session has ended with all the others.
                #expect(try client.get("/api/v1/auth/me").status == 401)
                let again = try user.logIn(at: platform)
                for (id, output) in zip(finished, outputs) {
                    let run = try again.run(id)
                    #expect(run["status"] == "completed")
                    #expect(run["output"] == output)
                    #expect(try again.tasks(of: id).count == 4)
                }
                #expect(try again.get("/api/v1/runs/\(after)").status == 404)
                for id in running { #expect(try again.run(id)["endedAt"]?.string == nil) }
                mayEnd.withLock { $0 = true }
                for (n, id) in running.enumerated() {
                    let run = try again.finished(id)
                    #expect(run["status"] == "completed", "\(run)")
                    #expect(run["output"] == ["n": JSON(n + 1)])
                }
            }
        }
    }

    private func operate(_ platform: Platform, _ arguments: [String]) throws {
        let result = try OperatorCommand(arguments, at: platform)
        #expect(result.isSuccess, "\(result)")
    }
}

/// Somebody who can log in again.
private struct Member {
    private let email = "\(UUID().uuidString.lowercased())@example.com"
    private let password = "correct horse battery"

    func register(at platform: Platform) throws -> Client {
        try sign(
            "/api/v1/auth/register", ["email": .string(email), "password": .string(password), "tenant": "T"], platform)
    }

    func logIn(at platform: Platform) throws -> Client {
        try sign("/api/v1/auth/login", ["email": .string(email), "password": .string(password)], platform)
    }

    private func sign(_ path: String, _ body: JSON, _ platform: Platform) throws -> Client {
        let answer = try Client(url: platform.url).post(path, body)
        guard let token = try answer.json["accessToken"]?.string else {
            throw Failure("\(path): \(answer.status) \(answer.text)")
        }
        return Client(url: platform.url, token: token)
    }
}
