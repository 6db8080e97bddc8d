import ChildProcess
import Foundation
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Functions come and go without a failed request.
@Suite struct RollingRestartTests {
    @Test func `a rolling restart under load fails no request`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let load = try Load(on: "\(platform.url)/.well-known/jwks.json", seconds: 6)
            for _ in 0..<2 {
                for slot in try platform.supervisor.slots(of: "functions/auth") {
                    try platform.supervisor.restart(slot)
                }
            }
            let result = try load.result()
            #expect(result.requests > 100)
            #expect(!result.hasFailed, "\(result.output)")
            #expect(try client.get("/api/v1/auth/me").status == 200)
        }
    }

    @Test func `a crash of one of two processes under load fails at most one request of ten thousand`() throws {
        try Platform.run { (platform) throws in
            let load = try Load(on: "\(platform.url)/.well-known/jwks.json", seconds: 8)
            let slots = try platform.supervisor.slots(of: "functions/auth")
            for slot in slots + slots { try platform.supervisor.kill(slot) }
            let result = try load.result()
            #expect(result.requests > 1_000)
            #expect(result.failures * 10_000 <= max(result.requests, 10_000), "\(result.output)")
        }
    }

    @Test func `requests that have begun finish when a function is told to stop`() throws {
        try Platform.run { (platform) throws in
            // A registration takes as long as its bcrypt, so some are under way whenever the signal comes.
            let registrations = Registrations(platform.url)
            let threads = (0..<6).map { _ in Thread { registrations.run() } }
            for thread in threads { thread.start() }
            try Wait.until("registrations are answered") { registrations.answered.count >= 4 }
            let told = ContinuousClock.now
            try platform.supervisor.signal(SIGTERM, "functions/auth")
            try Wait.until("all that had begun are answered") { !registrations.isUnderWay(since: told) }
            registrations.stop()
            for thread in threads { while !thread.isFinished { usleep(1_000) } }
            // A later one may meet a connection that is just being closed: nginx does not send a POST twice, its sender does.
            let begun = registrations.answered.filter { $0.begun < told }
            #expect(begun.contains { $0.ended > told }, "none was under way")
            #expect(begun.allSatisfy { $0.status == 201 }, "\(begun.map(\.status)) \(platform.log(of: "auth"))")
        }
    }
}

/// A running wrk.
private struct Load {
    struct Result {
        let requests: Int
        /// Answers of another status, and connections that broke or were silent.
        let failures: Int
        let output: String

        var hasFailed: Bool { failures > 0 }
    }

    private let child: ChildProcess
    private let file: String

    init(on url: String, seconds: Int) throws {
        file = NSTemporaryDirectory() + "wrk-" + UUID().uuidString
        child = try ChildProcess(
            "wrk", ["-t1", "-c8", "-d\(seconds)s", "--timeout", "10s", url], output: .file(file), error: .file(file))
    }

    func result() throws -> Result {
        guard child.wait(limit: .seconds(60))?.isSuccess == true else { throw Failure("wrk failed") }
        let output = try String(contentsOfFile: file, encoding: .utf8)
        try? FileManager.default.removeItem(atPath: file)
        let requests = output.split(separator: "\n").first { $0.contains(" requests in ") }
            .flatMap { Int($0.split(separator: " ")[0]) }
        // wrk prints these only where there is something to count.
        let failures = output.split(separator: "\n").filter { $0.contains("Socket errors") || $0.contains("Non-2xx") }
            .flatMap { $0.matches(of: /\b[0-9]+\b/) }.compactMap { Int($0.output) }
        return Result(requests: requests ?? 0, failures: failures.reduce(0, +), output: output)
    }
}

/// Logs in over and over with a wrong password.
private final class Registrations: @unchecked Sendable {
    struct Answer {
        let begun: ContinuousClock.Instant
        let ended: ContinuousClock.Instant
        let status: Int
    }

    // Everything that changes is read and written under `lock`.
    private let lock = NSLock()
    private var isStopped = false
    private var answers: [Answer] = []
    private var underWay: Set<ContinuousClock.Instant> = []
    private let client: Client

    init(_ url: String) {
        client = Client(url: url)
    }

    var answered: [Answer] { lock.withLock { answers } }

    /// Whether a registration that was begun before this time has no answer yet.
    func isUnderWay(since time: ContinuousClock.Instant) -> Bool {
        lock.withLock { underWay.contains { $0 < time } }
    }

    func stop() { lock.withLock { isStopped = true } }

    func run() {
        while !lock.withLock({ isStopped }) {
            let begun = ContinuousClock.now
            _ = lock.withLock { underWay.insert(begun) }
            let answer = try? client.post(
                "/api/v1/auth/register",
                ["email": .string("\(UserID())@example.com"), "password": "correct horse battery", "tenant": "Engines"])
            lock.withLock {
                underWay.remove(begun)
                answers.append(Answer(begun: begun, ended: .now, status: answer?.status ?? 0))
            }
        }
    }
}
