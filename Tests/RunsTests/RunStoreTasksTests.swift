import JSON
import Runs
import Testing

struct RunStoreTasksTests {
    @Test func `Tasks come in the order in which they started, in pages`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            for ordinal in [2, 0, 1] { try fixture.addTask(to: run, ordinal, output: JSON(ordinal)) }
            let first = try fixture.runs.tasks(of: run.id, limit: 2, in: fixture.tenant)
            #expect(first.tasks.map(\.name) == ["step0", "step1"])
            #expect(first.tasks.map(\.reference) == ["/do/0/step0", "/do/1/step1"])
            #expect(first.tasks.map(\.output) == [0, 1])
            #expect(first.hasMore)
            let second = try fixture.runs.tasks(of: run.id, limit: 2, after: 1, in: fixture.tenant)
            #expect(second.tasks.map(\.ordinal) == [2])
            #expect(!second.hasMore)
            #expect(try fixture.runs.tasks(of: run.id, limit: 3, in: fixture.tenant).hasMore == false)
        }
    }

    @Test func `A page ends before it gets too large, but has a task`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            let half = JSON.string(String(repeating: "x", count: RunStore.taskPageBytes / 2))
            let huge = JSON.string(String(repeating: "x", count: RunStore.taskPageBytes + 1))
            for (ordinal, output) in [JSON(1), half, half, huge, JSON(2)].enumerated() {
                try fixture.addTask(to: run, ordinal, output: output)
            }
            var pages: [[Int]] = []
            var last: Int?
            var hasMore = true
            while hasMore {
                let page = try fixture.runs.tasks(of: run.id, limit: 9, after: last, in: fixture.tenant)
                pages.append(page.tasks.map(\.ordinal))
                (last, hasMore) = (page.tasks.last?.ordinal, page.hasMore)
            }
            #expect(pages == [[0, 1], [2], [3], [4]])
        }
    }

    @Test func `A run that has not started has no tasks`() throws {
        try RunFixture.with { fixture in
            let page = try fixture.runs.tasks(of: fixture.start().id, limit: 9, in: fixture.tenant)
            #expect(page.tasks.isEmpty)
            #expect(!page.hasMore)
        }
    }
}
