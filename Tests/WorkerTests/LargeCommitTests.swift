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

    private func request(_ tenant: TenantID, _ run: RunID = RunID(), bytes: Int) -> CommitRequest {
        let value = JSON.string(String(repeating: "x", count: bytes))
        return CommitRequest(
            commit: RunCommit(tenant: tenant, run: run, ending: .completed(output: value, at: .now)), then: { _ in })
    }

    private func large(_ tenant: TenantID, _ run: RunID = RunID()) -> CommitRequest {
        request(tenant, run, bytes: LargeCommits.smallest + 1)
    }

    @Test func `small commits go on, and with large ones goes what their runs do until these are made`() {
        let commits = LargeCommits()
        let batch = [
            large(tenant, run), request(other, bytes: 10), request(tenant, run, bytes: 10), request(tenant, bytes: 10),
        ]
        let (small, kept) = commits.split(batch)
        #expect(small.map(\.commit.run) == [batch[1].commit.run, batch[3].commit.run])
        #expect(kept.map(\.commit.run) == [run, run])
        commits.put(kept)
        for _ in 0..<2 {
            #expect(commits.split([request(tenant, RunID(), bytes: 10)]).large.isEmpty)
            let next = commits.take()
            #expect(next?.commit.run == run)
            // It is being made.
            let later = commits.split([request(tenant, run, bytes: 10)]).large
            #expect(later.count == 1)
            commits.put(later)
            if let next { _ = commits.committed(next) }
        }
        for _ in 0..<2 {
            guard let next = commits.take() else { break }
            _ = commits.committed(next)
        }
        #expect(commits.split([request(tenant, run, bytes: 10)]).large.isEmpty)
    }

    @Test func `tenants take turns`() {
        let commits = LargeCommits()
        let batch = [large(tenant), large(tenant), large(tenant), large(other), large(other)]
        commits.put(commits.split(batch).large)
        commits.close()
        var tenants: [TenantID] = []
        while let next = commits.take() {
            tenants.append(next.commit.tenant)
            _ = commits.committed(next)
        }
        #expect(tenants == [tenant, other, tenant, other, tenant])
    }

    @Test func `after a large one there is a rest where others have commits, unless nobody comes any more`() throws {
        let commits = LargeCommits()
        func next() throws -> CommitRequest {
            commits.put(commits.split([large(tenant)]).large)
            return try #require(commits.take())
        }
        #expect(try !commits.committed(next()), "nobody else has commits")
        _ = commits.split([request(tenant, bytes: 10)])
        #expect(try !commits.committed(next()), "these are the same tenant's")
        _ = commits.split([request(other, bytes: 10)])
        #expect(try commits.committed(next()))
        #expect(try !commits.committed(next()), "they have had their time")
        commits.close()
        let begun = ContinuousClock.now
        commits.rest(.seconds(600))
        #expect(.now - begun < .seconds(60))
    }
}
