import Identity
import Runs
import Testing

@testable import Worker

/// What goes into a batch.
@Suite struct SmallCommitTests {
    private func put(_ count: Int, of tenant: TenantID, into commits: SmallCommits) -> [RunID] {
        (0..<count).map { _ in
            let run = RunID()
            commits.put(CommitRequest(commit: RunCommit(tenant: tenant, run: run), then: { _ in }))
            return run
        }
    }

    @Test func `who is alone has the whole batch, in its order`() {
        let commits = SmallCommits()
        let runs = put(SmallCommits.batchLimit + 10, of: TenantID(), into: commits)
        #expect(commits.batch().map(\.commit.run) == Array(runs.prefix(SmallCommits.batchLimit)))
        commits.close()
        #expect(commits.batch().map(\.commit.run) == Array(runs.suffix(10)))
        #expect(commits.batch().isEmpty)
    }

    @Test func `who does much has no more of a batch than the others together`() {
        let commits = SmallCommits()
        let (many, few) = (TenantID(), TenantID())
        let flood = put(500, of: many, into: commits)
        let runs = put(SmallCommits.part + 4, of: few, into: commits)
        let batch = commits.batch()
        #expect(batch.filter { $0.commit.tenant == few }.map(\.commit.run) == runs)
        #expect((SmallCommits.part...runs.count + 1).contains(batch.count { $0.commit.tenant == many }))
        // The others have none just now, and will have some.
        #expect(commits.batch().count == SmallCommits.part)
        let next = put(1, of: few, into: commits)[0]
        #expect(commits.batch().contains { $0.commit.run == next })
        commits.close()
        var rest = 0
        while case let batch = commits.batch(), !batch.isEmpty { rest += batch.count }
        #expect(rest > flood.count - 100)
    }
}
