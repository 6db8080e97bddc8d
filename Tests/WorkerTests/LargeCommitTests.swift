import Identity
import JSON
import Runs
import Testing

@testable import Worker

/// When large commits are made.
@Suite struct LargeCommitTests {
    private let tenant = TenantID()
    private let other = TenantID()
    private let run = RunID()

    private func request(_ tenant: TenantID, _ run: RunID, bytes: Int) -> CommitRequest {
        let value = JSON.string(String(repeating: "x", count: bytes))
        return CommitRequest(
            commit: RunCommit(tenant: tenant, run: run, ending: .completed(output: value, at: .now)), then: { _ in })
    }

    @Test func `small commits go on, large ones are kept, and with them what their runs do later`() {
        var large = LargeCommits()
        let batch = [
            request(tenant, run, bytes: LargeCommits.smallest + 1), request(other, RunID(), bytes: 10),
            request(tenant, run, bytes: 10), request(tenant, RunID(), bytes: 10),
        ]
        let small = large.keep(batch)
        #expect(small.map(\.commit.run) == [batch[1].commit.run, batch[3].commit.run])
        let first = large.next(isLast: false)
        #expect(first?.commit.run == run)
        let later = large.keep([request(tenant, run, bytes: 10)])
        #expect(later.isEmpty, "one of the run is still here")
        for _ in 0..<2 { _ = large.next(isLast: false) }
        #expect(large.isEmpty)
        let rest = large.keep([request(tenant, run, bytes: 10)])
        #expect(rest.count == 1)
    }

    @Test func `after a large one others have as much time as it took, where there are others`() throws {
        var large = LargeCommits()
        func keep(_ count: Int) {
            for _ in 0..<count { _ = large.keep([request(tenant, RunID(), bytes: LargeCommits.smallest + 1)]) }
        }
        keep(3)
        func next() throws -> CommitRequest {
            let next = large.next(isLast: false)
            return try #require(next)
        }
        let first = try next()
        large.committed(first, took: .seconds(100))
        // Nobody else has commits.
        let second = try next()
        _ = large.keep([request(other, RunID(), bytes: 10)])
        large.committed(second, took: .seconds(100))
        let isEarly = large.next(isLast: false) == nil
        #expect(isEarly)
        let pause = try #require(large.pause)
        #expect(pause > .seconds(50))
        let isThere = large.next(isLast: true) != nil
        #expect(isThere, "nobody comes any more")
        #expect(large.pause == nil)
    }
}
