import Database
import Identity
import JSON
import Runs
import Testing

struct RunStoreWaitsTests {
    private func add(
        _ detail: JSON?, _ ordinal: Int, to run: Run, status: RunTask.Status = .running, _ fixture: RunFixture
    ) throws {
        try fixture.addTask(to: run, ordinal, status: status)
        try fixture.database.execute(
            "UPDATE run_tasks SET detail = \(detail?.text) WHERE run_id = \(run.id) AND ordinal = \(ordinal)")
    }

    @Test func `Only tasks that are blocked are waited for, in the order in which they started`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            let timer: JSON = ["timer": ["until": "2030-01-01T00:00:00.000000Z"]]
            func retry(_ time: Timestamp) -> JSON { ["try": ["attempt": 2, "retryAt": .string(time.description)]] }
            try add(["for": ["items": 3]], 0, to: run, fixture)
            try add(timer, 3, to: run, status: .waiting, fixture)
            try add(["iterations": [1], "http": ["method": "GET", "url": "http://x.test/"]], 1, to: run, fixture)
            try add(timer, 2, to: run, status: .completed, fixture)
            try add(retry(.now + .seconds(600)), 4, to: run, fixture)
            try add(retry(.now + .seconds(-1)), 5, to: run, fixture)
            try add(nil, 6, to: run, fixture)
            let (waits, total) = try fixture.runs.waits(of: run.id, in: fixture.tenant)
            #expect(waits.map(\.name) == ["step1", "step3", "step4"])
            #expect(waits.map(\.reference) == ["/do/1/step1", "/do/3/step3", "/do/4/step4"])
            #expect(waits.first?.detail["iterations"] == [1])
            #expect(total == 3)
            #expect(try fixture.runs.waits(of: run.id, in: fixture.stranger).waits.isEmpty)
            #expect(try fixture.runs.waits(of: fixture.start().id, in: fixture.tenant).total == 0)
        }
    }

    @Test func `Of many the first are told, and how many there are`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            for ordinal in 0..<RunStore.waitLimit + 3 { try add(["agent": ["name": "a"]], ordinal, to: run, fixture) }
            let (waits, total) = try fixture.runs.waits(of: run.id, in: fixture.tenant)
            #expect(waits.count == RunStore.waitLimit)
            #expect(total == RunStore.waitLimit + 3)
        }
    }

    @Test func `The run that a task has started is told with it`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            let child = try fixture.start()
            try fixture.database.execute(
                "UPDATE runs SET parent_run_id = \(run.id), parent_ordinal = 1 WHERE id = \(child.id)")
            let workflow: JSON = ["workflow": ["namespace": "n", "name": "m"]]
            for ordinal in 0...1 { try add(workflow, ordinal, to: run, fixture) }
            #expect(try fixture.runs.waits(of: run.id, in: fixture.tenant).waits.map(\.childRun) == [nil, child.id])
            let tasks = try fixture.runs.tasks(of: run.id, limit: 9, in: fixture.tenant).tasks
            #expect(tasks.map(\.childRun) == [nil, child.id])
        }
    }
}
