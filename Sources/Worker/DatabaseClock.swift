import Database
import Glibc
import Identity
import Synchronization

/// The database's time, as this worker reckons it between two looks.
///
/// All times of runs are the database's: when a run was first claimed, when it is to be woken. The worker's wall clock may
/// be set at any moment, and no run should end for that; so it is not asked. What it counts from look to look is the time
/// since the system was started, which nobody sets.
final class DatabaseClock: Sendable {
    /// The database's time less that since the system was started, in microseconds.
    private let offset: Atomic<Int64>

    /// - Throws: `DatabaseError`.
    init(_ database: Database) throws {
        let look = try Self.look(database)
        offset = Atomic((look.earliest + look.latest) / 2)
    }

    var now: Timestamp {
        Timestamp(microseconds: Self.sinceStart + offset.load(ordering: .relaxed))
    }

    /// Looks at the database's clock. Within what the time of its answer leaves open nothing changes, so that a slow answer
    /// moves no time.
    ///
    /// - Throws: `DatabaseError`.
    func adjust(by database: Database) throws {
        let look = try Self.look(database)
        let present = offset.load(ordering: .relaxed)
        offset.store(min(max(present, look.earliest), look.latest), ordering: .relaxed)
    }

    /// The bounds of the offset: the time is told at some moment between the question and the answer.
    private static func look(_ database: Database) throws -> (earliest: Int64, latest: Int64) {
        try database.ping()
        let asked = sinceStart
        guard let row = try database.first("SELECT UTC_TIMESTAMP(6) AS time") else {
            throw ConfigurationError(message: "the database does not tell its time")
        }
        let answered = sinceStart
        let time = try row.get("time", as: Timestamp.self).microseconds
        return (time - answered, time - asked)
    }

    private static var sinceStart: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
