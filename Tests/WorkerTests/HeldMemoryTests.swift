import Identity
import Runs
import Testing

@testable import Worker

/// Who finds room in a worker's memory.
@Suite struct HeldMemoryTests {
    private let memory = HeldMemory()
    private let tenant = TenantID()
    private let other = TenantID()

    @Test func `runs of a tenant find room in the order in which they grew, small ones always`() {
        let third = HeldMemory.tenantLimit / 3
        let runs = (0..<4).map { _ in RunID() }
        for run in runs.prefix(3) { #expect(memory.hold(third, of: run, in: tenant) == .goOn) }
        #expect(memory.hold(third, of: runs[3], in: tenant) == .wait)
        #expect(memory.hold(HeldMemory.smallest, of: RunID(), in: tenant) == .goOn)
        #expect(memory.hold(third, of: RunID(), in: other) == .goOn)
        // One that was there before keeps its place.
        #expect(memory.hold(third, of: runs[2], in: tenant) == .goOn)
        memory.release(runs[0], of: tenant)
        #expect(memory.hold(third, of: runs[3], in: tenant) == .goOn)
    }

    @Test func `the first run of a tenant has a place whatever it takes, and the next ones leave`() {
        let (first, second) = (RunID(), RunID())
        #expect(memory.hold(HeldMemory.tenantLimit + 1, of: first, in: tenant) == .goOn)
        #expect(memory.hold(HeldMemory.smallest + 1, of: second, in: tenant) == .wait)
        let much = HeldMemory.patience * HeldMemory.tenantLimit
        #expect(memory.hold(much, of: second, in: tenant) == .leave)
        #expect(memory.hold(much, of: first, in: tenant) == .goOn)
    }

    @Test func `all tenants together have a limit, and the first of all goes on`() {
        let runs = (0..<3).map { _ in (RunID(), TenantID()) }
        let half = HeldMemory.limit / 2
        #expect(memory.hold(half, of: runs[0].0, in: runs[0].1) == .goOn)
        #expect(memory.hold(half, of: runs[1].0, in: runs[1].1) == .goOn)
        #expect(memory.hold(HeldMemory.smallest + 1, of: runs[2].0, in: runs[2].1) == .wait)
        #expect(memory.hold(2 * HeldMemory.limit, of: runs[0].0, in: runs[0].1) == .goOn)
        memory.release(runs[0].0, of: runs[0].1)
        #expect(memory.hold(half, of: runs[2].0, in: runs[2].1) == .goOn)
    }

    @Test func `no more runs are taken of a tenant whose next one would find no room, others' are`() {
        let half = HeldMemory.tenantLimit / 2
        let (first, second) = (RunID(), RunID())
        #expect(memory.hold(half + 1, of: first, in: tenant) == .goOn)
        #expect(memory.allowances().isEmpty)
        #expect(memory.hold(half, of: second, in: tenant) == .wait)
        #expect(memory.allowances() == [tenant: 0])
        memory.release(second, of: tenant)
        #expect(memory.allowances() == [tenant: 0], "one like it would find none either")
        memory.release(first, of: tenant)
        #expect(memory.allowances() == [tenant: 1], "one by one for a while")
    }
}
