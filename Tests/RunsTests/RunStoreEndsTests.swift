import Identity
import Runs
import Testing

@Suite struct RunStoreEndsTests {
    @Test func `of many runs those that have ended are found, each in its own tenant`() throws {
        try RunFixture.with { (fixture) throws in
            let workflow = try fixture.deploy()
            let runs = try (0..<90).map { _ in try fixture.start(workflow) }
            let ended = [runs[0], runs[63], runs[64], runs[89]]
            for (run, status) in zip(ended, [.completed, .faulted, .cancelled, .completed] as [RunStatus]) {
                try fixture.set(run, status)
            }
            let asked = runs.map { (tenant: fixture.tenant, run: $0.id) }
            #expect(try Set(fixture.runs.ended(among: asked)) == Set(ended.map(\.id)))
            let strange = [(tenant: fixture.stranger, run: ended[0].id), (tenant: fixture.tenant, run: runs[1].id)]
            #expect(try fixture.runs.ended(among: strange).isEmpty)
            #expect(try fixture.runs.ended(among: []).isEmpty)
        }
    }
}
