import ChildProcess
import Foundation
import Synchronization
import Testing

@testable import Processes

/// A kind of sandbox under test.
struct TestedSandbox: Sendable, CustomTestStringConvertible {
    /// The kinds that this host can make. Root may lack user namespaces in a chroot; others than root have only them.
    static let all: [TestedSandbox] = {
        let kinds = SandboxKind.allCases.filter { kind in
            (kind == .userNamespace || geteuid() == 0) && (try? Sandbox(kind: kind).tryOut()) != nil
        }
        if kinds.isEmpty { print("skipped: no sandbox can be made here") }
        return kinds.map { TestedSandbox(kind: $0) }
    }()

    let kind: SandboxKind

    var testDescription: String { "\(kind)" }

    /// The arguments of a `sleep` that no other test has.
    func sleep(_ number: Int) -> [String] {
        ["sleep", "\(number + (kind == .root ? 10_000 : 0))"]
    }

    /// The pids of the host's processes with this command line.
    static func processes(_ words: [String]) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.filter { name in
            guard Int(name) != nil, let data = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
                return false
            }
            return String(decoding: data, as: UTF8.self) == words.map { $0 + "\0" }.joined()
        }
    }

    /// Runs a program to its end.
    func run(_ request: ProcessRequest) throws -> ProcessResult {
        try run([request])[0].get()
    }

    /// What a shell command writes.
    func output(_ command: String, _ arguments: [String] = []) throws -> String {
        try run(ProcessRequest(.shell(command: command, arguments: arguments))).stdout
    }

    /// The error of a program that has one.
    func error(_ request: ProcessRequest) throws -> ProcessError? {
        if case .failure(let error) = try run([request])[0] { error } else { nil }
    }

    /// Runs programs, `concurrency` at a time.
    func run(_ requests: [ProcessRequest], concurrency: Int = 2) throws -> [Result<ProcessResult, ProcessError>] {
        let runner = ProcessRunner(concurrency: concurrency, kind: kind)
        let ended = DispatchSemaphore(value: 0)
        let results = Mutex<[Int: Result<ProcessResult, ProcessError>]>([:])
        let kept = Results(results)
        for (number, request) in requests.enumerated() {
            runner.start(request) { result in
                kept.results.withLock { $0[number] = result }
                ended.signal()
            }
        }
        for _ in requests { #expect(ended.wait(timeout: .now() + 120) == .success, "a program does not end") }
        return try requests.indices.map { number in try #require(kept.results.withLock { $0[number] }) }
    }

    private final class Results: Sendable {
        let results: Mutex<[Int: Result<ProcessResult, ProcessError>]>
        init(_ results: consuming Mutex<[Int: Result<ProcessResult, ProcessError>]>) { self.results = results }
    }
}

extension ProcessRequest {
    static func shell(_ command: String, time: Duration = .seconds(60)) -> ProcessRequest {
        ProcessRequest(.shell(command: command, arguments: []), limits: ProcessLimits(time: time))
    }

    static func python(_ code: String, time: Duration = .seconds(60)) -> ProcessRequest {
        ProcessRequest(.script(Script(.python, code: code)), limits: ProcessLimits(time: time))
    }
}
