import Database
import Foundation
import Synchronization

/// Threads that do what programs of an older version do.
final class OlderPrograms: @unchecked Sendable {
    private struct State {
        var rounds = 0
        var isStopped = false
        var errors: [String] = []
    }

    private let state = Mutex(State())
    // Set once, before anybody else sees this value.
    private var threads: [Thread] = []

    init(_ configuration: DatabaseConfiguration, withRuns: Bool) {
        threads = (0..<3).map { _ in Thread { self.work(Database(configuration), withRuns) } }
        for thread in threads { thread.start() }
    }

    func waitForRounds(_ count: Int) {
        let first = state.withLock { $0.rounds }
        while state.withLock({ $0.rounds < first + count && $0.errors.isEmpty }) { usleep(1_000) }
    }

    /// What went wrong.
    func stop() -> [String] {
        state.withLock { $0.isStopped = true }
        for thread in threads { while !thread.isFinished { usleep(1_000) } }
        return state.withLock { $0.errors }
    }

    private func work(_ database: Database, _ withRuns: Bool) {
        while state.withLock({ !$0.isStopped && $0.errors.isEmpty }) {
            do {
                try round(database, withRuns)
                state.withLock { $0.rounds += 1 }
            } catch {
                state.withLock { $0.errors.append("\(error)") }
            }
        }
    }

    private func round(_ database: Database, _ withRuns: Bool) throws {
        let id = Array(UUID().uuidString.utf8.prefix(16))
        try database.transaction { database in
            try database.execute("INSERT INTO tenants (id, name, created_at) VALUES (\(id), 'x', UTC_TIMESTAMP(6))")
            guard withRuns else { return }
            try database.execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                VALUES (\(id), \(id), \(id), 'pending', '{}', \(id), UTC_TIMESTAMP(6))
                """)
            try database.execute("UPDATE runs SET status = 'running' WHERE tenant_id = \(id) AND id = \(id)")
            try database.execute(
                """
                INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at)
                VALUES (\(id), 0, \(id), 1, '{}', UTC_TIMESTAMP(6))
                """)
        }
        if try database.first("SELECT name FROM tenants WHERE id = \(id)") == nil { throw Lost() }
    }

    private struct Lost: Error {}
}
