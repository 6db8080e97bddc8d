import Database
import Foundation
import JSON
import TestServers
import Testing

/// A tenant whose runs hold more than a worker has.
@Suite struct MemoryTests {
    /// Each value has 500 KB as text and some 8 MB in memory.
    private static let value = JSON.array(Array(repeating: 0, count: 250_000))
    private static let count = 40

    @Test func `many large runs of a tenant go on one after the other, and another's go on meanwhile`() throws {
        let isOpen = Gate()
        let service = ScriptedServer { request in
            switch request.path {
            case "/large": return .json(Self.value)
            case "/slow":
                isOpen.wait()
                return .json(["slow": true])
            default: return .json(["quick": true])
            }
        }
        defer { service.stop() }
        defer { isOpen.open() }
        try Platform.run { (platform) throws in
            let (large, small) = (try Client.registered(at: platform), try Client.registered(at: platform))
            func call(_ path: String) -> String {
                "{call: http, with: {method: post, endpoint: \"\(service.url)/\(path)\"}}"
            }
            let head = "document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}"
            try large.deploy(
                """
                \(head)
                do:
                  - keep: \(call("large"))
                  - slow: \(call("slow"))
                  - both: {set: {ok: true}}
                """)
            try small.deploy("\(head)\ndo: [{a: \(call("quick"))}, {b: \(call("quick"))}]")
            let peak = try WorkerMemory.peak(of: platform) {
                let runs = try (0..<Self.count).map { _ in try large.start("test/one") }
                try Wait.until("a run holds its value and waits") {
                    service.requests.contains { $0.path == "/slow" }
                }
                for _ in 0..<20 {
                    #expect(try small.finished(small.start("test/one"))["output"] == ["quick": true])
                }
                isOpen.open()
                for id in runs {
                    let run = try large.finished(id, limit: .seconds(180))
                    #expect(run["output"] == ["ok": true], "\(run)")
                }
            }
            #expect(peak < WorkerMemory.limit, "the worker took \(peak >> 20) MB")
            // Nothing that was answered was asked for again.
            let calls = Dictionary(grouping: service.requests) { "\($0.path) \($0.header("Idempotency-Key") ?? "")" }
            #expect(calls.values.allSatisfy { $0.count == 1 })
            #expect(calls.count == 2 * Self.count + 40)
        }
    }
}
