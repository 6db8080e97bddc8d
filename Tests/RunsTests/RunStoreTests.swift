import Identity
import JSON
import Runs
import Testing
import Workflows

struct RunStoreTests {
    @Test func `A started run is pending and keeps its input`() throws {
        try RunFixture.with { fixture in
            let version = try fixture.deploy("shop/refund", "1.2.0")
            let input: JSON = ["order": 9_007_199_254_740_993, "note": "ä \"✓\"", "list": [nil, true, 1.5]]
            let run = try fixture.start(version, input: input)
            #expect(run.status == .pending)
            #expect(run.workflow == version.name)
            #expect(run.version == version.version)
            #expect(run.workflowVersion == version.id)
            #expect(run.createdBy == fixture.user)
            #expect(try fixture.runs.find(run.id, in: fixture.tenant) == run)
            #expect(try fixture.runs.find(run.id, in: fixture.tenant)?.input == input)
        }
    }

    @Test func `A finished run has its output, also where that is null`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            try fixture.set(run, .completed, output: .null)
            let found = try #require(try fixture.runs.find(run.id, in: fixture.tenant))
            #expect(found.status == .completed)
            #expect(found.output == .some(.null))
            #expect(found.error == nil)
            #expect(found.startedAt != nil)
            #expect(found.endedAt != nil)
        }
    }

    @Test func `A faulted run has its error`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            try fixture.set(run, .faulted, error: ["status": 500])
            let found = try #require(try fixture.runs.find(run.id, in: fixture.tenant))
            #expect(found.error == ["status": 500])
            #expect(found.output == nil)
        }
    }

    @Test func `The list has the newest first, in pages`() throws {
        try RunFixture.with { fixture in
            let version = try fixture.deploy()
            let ids = try (0..<5).map { _ in try fixture.start(version).id }
            let first = try fixture.runs.list(limit: 3, in: fixture.tenant)
            #expect(first.map(\.id) == [ids[4], ids[3], ids[2]])
            let second = try fixture.runs.list(limit: 3, after: first[2].id, in: fixture.tenant)
            #expect(second.map(\.id) == [ids[1], ids[0]])
            #expect(try fixture.runs.list(limit: 3, after: ids[0], in: fixture.tenant).isEmpty)
        }
    }

    @Test func `The list is filtered by status and workflow`() throws {
        try RunFixture.with { fixture in
            let refund = try fixture.start(fixture.deploy("shop/refund", "1.0.0"))
            let newer = try fixture.start(fixture.deploy("shop/refund", "2.0.0"))
            let order = try fixture.start(fixture.deploy("shop/order"))
            try fixture.set(refund, .completed, output: 1)
            let (runs, tenant, name) = (fixture.runs, fixture.tenant, refund.workflow)
            #expect(try runs.list(status: .completed, limit: 9, in: tenant).map(\.id) == [refund.id])
            #expect(try runs.list(status: .pending, limit: 9, in: tenant).map(\.id) == [order.id, newer.id])
            #expect(try runs.list(workflow: name, limit: 9, in: tenant).map(\.id) == [newer.id, refund.id])
            #expect(try runs.list(status: .pending, workflow: name, limit: 9, in: tenant).map(\.id) == [newer.id])
            #expect(try runs.list(status: .faulted, limit: 9, in: tenant).isEmpty)
        }
    }

    @Test func `Another tenant sees nothing`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            try fixture.addTask(to: run, 0)
            #expect(try fixture.runs.find(run.id, in: fixture.stranger) == nil)
            #expect(try fixture.runs.list(limit: 9, in: fixture.stranger).isEmpty)
            #expect(try fixture.runs.list(workflow: run.workflow, limit: 9, in: fixture.stranger).isEmpty)
            #expect(try fixture.runs.tasks(of: run.id, limit: 9, in: fixture.stranger).tasks.isEmpty)
        }
    }
}
