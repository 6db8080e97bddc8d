import Foundation
import Synchronization
import Testing

@testable import Processes

@Suite struct ProcessRunnerTests {
    @Test(arguments: TestedSandbox.all)
    func `a hundred at once, some at a time`(sandbox: TestedSandbox) throws {
        let requests = (0..<100).map { ProcessRequest.shell("echo \($0)") }
        let results = try sandbox.run(requests, concurrency: 4)
        for (number, result) in results.enumerated() {
            #expect(try result.get() == ProcessResult(code: 0, stdout: "\(number)\n", stderr: ""))
        }
    }

    @Test(arguments: TestedSandbox.all)
    func `a cancel ends what runs, and what waits never starts`(sandbox: TestedSandbox) throws {
        let runner = ProcessRunner(concurrency: 1, kind: sandbox.kind)
        let ends = Ends()
        let words = sandbox.sleep(1_005)
        let first = runner.start(.shell("exec " + words.joined(separator: " "))) { ends.add("first", $0) }
        let second = runner.start(.shell("echo never")) { ends.add("second", $0) }
        second.cancel()
        #expect(ends.all["second"] == .failure(.cancelled))
        let deadline = ContinuousClock.now + .seconds(30)
        while TestedSandbox.processes(words) == [], .now < deadline { usleep(5_000) }
        first.cancel()
        first.cancel()
        let third = Ends()
        runner.start(.shell("echo after")) { third.add("third", $0) }
        third.wait()
        #expect(ends.all["first"] == .failure(.cancelled))
        #expect(third.all["third"] == .success(ProcessResult(code: 0, stdout: "after\n", stderr: "")))
        #expect(TestedSandbox.processes(words) == [])
        #expect(ends.count == 2)
    }

    @Test func `more than the limit does not wait`() throws {
        let runner = ProcessRunner(concurrency: 1, kind: .userNamespace)
        let ends = Ends()
        let started = (0..<ProcessRunner.queueLimit + 10).map { number in
            runner.start(.shell("sleep 1006")) { ends.add("\(number)", $0) }
        }
        #expect(ends.all["\(started.count - 1)"] == .failure(.queueLimit(ProcessRunner.queueLimit)))
        for process in started.reversed() { process.cancel() }
        ends.wait(for: started.count)
        #expect(ends.count == started.count)
    }

    @Test(arguments: TestedSandbox.all)
    func `one owner's programs do not hold up another's`(sandbox: TestedSandbox) throws {
        let runner = ProcessRunner(concurrency: 2, kind: sandbox.kind)
        let (greedy, other) = (Ends(), Ends())
        let started = (0..<4).map { number in
            runner.start(.shell("sleep 1008"), of: "greedy") { greedy.add("\(number)", $0) }
        }
        for word in ["one", "two"] { runner.start(.shell("echo \(word)"), of: "other") { other.add(word, $0) } }
        other.wait(for: 2)
        #expect(other.all["two"] == .success(ProcessResult(code: 0, stdout: "two\n", stderr: "")))
        #expect(greedy.count == 0)
        for process in started.reversed() { process.cancel() }
        greedy.wait(for: started.count)
    }

    /// How programs ended.
    private final class Ends: Sendable {
        private let results = Mutex<[(String, Result<ProcessResult, ProcessError>)]>([])
        private let one = DispatchSemaphore(value: 0)

        var all: [String: Result<ProcessResult, ProcessError>] {
            Dictionary(results.withLock { $0 }, uniquingKeysWith: { first, _ in first })
        }
        var count: Int { results.withLock { $0.count } }

        func add(_ name: String, _ result: Result<ProcessResult, ProcessError>) {
            results.withLock { $0.append((name, result)) }
            one.signal()
        }

        func wait(for number: Int = 1) {
            for _ in 0..<number { #expect(one.wait(timeout: .now() + 60) == .success) }
        }
    }
}
