import Database
import Glibc
import HTTPClient
import Identity
import JSON
import Metrics
import ModelClient
import Processes
import Runs
import Supervision
import Threads

/// Executes runs: claims them, interprets them, performs their effects and journals the results.
@main
struct Worker {
    /// How long a stopping worker waits for effects that are under way; they are given up then, and their runs go to another
    /// worker.
    static let drainLimit = Duration.seconds(10)
    /// How long it waits for what these runs have left to write; the end of its lease lets go of all others.
    static let forceLimit = Duration.seconds(5)
    /// How long a starting worker waits for the database.
    static let startLimit = Duration.seconds(60)

    static func main() {
        do {
            try run()
        } catch {
            DaemonLog.worker.note(.error, "the worker cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }

    private static func run() throws {
        let configuration = try WorkerConfiguration(environment: ProcessVariables.all)
        let termination = Termination()
        let (lease, clock) = try openLease(configuration)
        let http = HTTPClient()
        let work = WorkQueue<ActiveRun>(threads: configuration.steppers)
        let table = RunTable()
        let metrics = WorkerMetrics(metrics(configuration.metricsFile))
        let announcer = Announcer(configuration.redis)
        let parts = WorkerParts(
            configuration: configuration, lease: lease, clock: clock, work: work, table: table,
            timers: RunTimers(table, clock: clock),
            committer: Committer(
                configuration: configuration.database, lease: lease, clock: clock, announcer: announcer,
                metrics: metrics),
            services: OutgoingCalls(client: http), modelClient: ModelClient(http: http), processes: ProcessRunner(),
            overtime: TenantOvertime(), metrics: metrics)
        let announcing = SystemThread { announcer.run() }
        let committer = SystemThread { parts.committer.run() }
        let steppers = (0..<configuration.steppers).map { _ in SystemThread { Stepper(parts).run() } }
        let timers = SystemThread { parts.timers.run() }
        let intake = SystemThread { Intake(parts).run() }
        let dispatcher = SystemThread { Dispatcher(configuration).run() }
        let mover = SystemThread { IngressMover(configuration).run() }
        let stop = WaitQueue<Never>()
        let housekeeper = SystemThread { Housekeeper(configuration, stop: stop).run() }
        DaemonLog.worker.note(.info, "ready", ["worker": .string(lease.worker.description)])

        let received = termination.wait()
        DaemonLog.worker.note(.info, "stopping", ["signal": JSON(Int(received))])
        Shutdown.begin()
        stop.close()
        intake.join()
        dispatcher.join()
        mover.join()
        drain(parts)
        parts.timers.close()
        timers.join()
        parts.work.close()
        for stepper in steppers { stepper.join() }
        parts.committer.close()
        committer.join()
        announcer.close()
        announcing.join()
        housekeeper.join()
        try WorkerLeaseStore(database: Database(configuration.database)).close(lease)
        DaemonLog.worker.note(.info, "stopped")
    }

    /// Lets effects under way finish, then gives up those that do not.
    private static func drain(_ parts: WorkerParts) {
        for run in parts.table.all { run.demand(.release) }
        if isEmpty(parts.table, within: drainLimit) { return }
        let slow = parts.table.all
        DaemonLog.worker.note(.info, "gives up effects that take long", ["runs": JSON(slow.count)])
        for run in slow { run.demand(.force) }
        _ = isEmpty(parts.table, within: forceLimit)
    }

    private static func isEmpty(_ table: RunTable, within limit: Duration) -> Bool {
        let deadline = ContinuousClock.now + limit
        while table.count > 0, ContinuousClock.now < deadline { usleep(20_000) }
        return table.count == 0
    }

    private static func openLease(_ configuration: WorkerConfiguration) throws -> (WorkerLease, DatabaseClock) {
        let deadline = ContinuousClock.now + startLimit
        let database = Database(configuration.database)
        let store = WorkerLeaseStore(database: database)
        while true {
            do {
                let clock = try DatabaseClock(database)
                return (try store.open(), clock)
            } catch let error as DatabaseError where error.isTemporary && ContinuousClock.now < deadline {
                usleep(250_000)
            }
        }
    }

    /// Without its file a worker counts for nobody, and works all the same.
    private static func metrics(_ file: String?) -> Metrics {
        guard let file else { return Metrics() }
        do {
            return try Metrics(file: file)
        } catch {
            DaemonLog.worker.note(.warning, "the worker's work is not counted", ["reason": .string("\(error)")])
            return Metrics()
        }
    }
}
