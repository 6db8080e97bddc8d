import JSON
import Runs
import Testing
import WorkflowEngine

@testable import Worker

/// What the results of a run's effects may take.
@Suite struct ResultLimitTests {
    @Test func `a result that is too large is an error of its task, which names the limit`() throws {
        let fitting = JSON.string(String(repeating: "x", count: PayloadTooLarge.limit - 2))
        let (kept, size) = Result<JSON, WorkflowError>.success(fitting).kept(beside: 0)
        #expect(try kept.get() == fitting && size == PayloadTooLarge.limit)
        // With escapes: fewer characters, more bytes.
        for text in [
            String(repeating: "x", count: PayloadTooLarge.limit - 1), String(repeating: "\u{1}", count: 700_000),
        ] {
            let (refused, size) = Result<JSON, WorkflowError>.success(.string(text)).kept(beside: 0)
            let error = #expect(throws: WorkflowError.self) { try refused.get() }
            #expect(error?.detail?.contains("\(PayloadTooLarge.limit) bytes") == true && size == 0)
        }
    }

    @Test func `more results than a replay should read are refused`() throws {
        let small = Result<JSON, WorkflowError>.success(["n": 1])
        #expect(throws: Never.self) { try small.kept(beside: ResultLimit.all - 100).0.get() }
        let error = #expect(throws: WorkflowError.self) { try small.kept(beside: ResultLimit.all).0.get() }
        #expect(error?.detail?.contains("\(ResultLimit.all) bytes") == true)
    }
}
