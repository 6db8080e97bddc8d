import Runs
import Testing

@testable import Worker

/// Runs that come, go and come again.
@Suite struct RunTableTests {
    @Test func `what a run that was claimed again holds is not released by the one before`() {
        let table = RunTable()
        let before = ActiveRun.test()
        table.insert(before)
        var released = 0
        let again = ActiveRun.test(before.claim)
        table.insert(again)
        table.remove(before) { released += 1 }
        #expect(released == 0 && table[before.claim.run] === again)
        table.remove(again) { released += 1 }
        #expect(released == 1 && table.count == 0)
        table.remove(again) { released += 1 }
        #expect(released == 1)
    }
}
