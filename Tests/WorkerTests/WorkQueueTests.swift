import Identity
import Testing

@testable import Worker

/// Whose work comes next.
@Suite struct WorkQueueTests {
    private let tenant = TenantID()
    private let other = TenantID()

    private func next(_ queue: WorkQueue<Int>, took time: Duration? = .zero) throws -> Int {
        let (work, tenant) = try #require(queue.take())
        if let time { queue.finish(tenant, took: time) }
        return work
    }

    @Test func `tenants take turns, and each one's work comes in its order`() throws {
        let queue = WorkQueue<Int>(threads: 2)
        for work in 0..<4 { queue.put(work, of: tenant) }
        for work in 10..<12 { queue.put(work, of: other) }
        let order = try (0..<6).map { _ in try next(queue) }
        #expect(order == [0, 10, 1, 11, 2, 3])
        queue.close()
        #expect(queue.take() == nil)
    }

    @Test func `a tenant whose turns are long leaves a thread to another one`() throws {
        let queue = WorkQueue<Int>(threads: 2)
        queue.put(0, of: tenant)
        #expect(try next(queue, took: .milliseconds(100)) == 0)
        queue.put(10, of: other)
        #expect(try next(queue) == 10)
        queue.put(1, of: tenant)
        queue.put(2, of: tenant)
        queue.put(11, of: other)
        #expect(try next(queue, took: nil) == 1)
        #expect(try next(queue) == 11, "not the second one of the tenant that has a long turn")
        queue.finish(tenant, took: .milliseconds(100))
        #expect(try next(queue) == 2)
    }

    @Test func `a tenant that is alone has all threads, however long its turns are`() throws {
        let queue = WorkQueue<Int>(threads: 2)
        for work in 0..<3 { queue.put(work, of: tenant) }
        #expect(try next(queue, took: .milliseconds(100)) == 0)
        #expect(try next(queue, took: nil) == 1)
        #expect(try next(queue, took: nil) == 2)
    }
}
