import ArgumentParser
import Backups
import Database
import Identity
import JSON
import Redis

/// `intelligentic restore`
struct RestoreBackup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of what the database holds.",
        discussion: """
            The backup is read in beside the old data and changes places with it at the end: a failure before changes \
            nothing. Runs that were under way go on; what they did after the backup they do again, with the same \
            Idempotency-Key. Everybody signs in again. Workers may run meanwhile: they end, and start anew.
            The database is named by DATABASE_…, as for `migrate`; the user must be allowed to make databases named \
            NAME_restore and NAME_replaced. Where REDIS_… names a Redis, what it remembers of the old data goes.
            """)

    @Option(help: "The folder that `intelligentic backup` wrote.", completion: .directory)
    var from: String

    @Option(help: "The folder of the numbered files.", completion: .directory)
    var directory = "sql/migrations"

    @Flag(help: "Remove what the database holds now.")
    var replace = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        let variables = CommandEnvironment.variables
        let restore = Restore(to: try DatabaseConfiguration(environment: variables), migrations: directory)
        let begun = ContinuousClock.now
        let outcome = try restore.restore(from: from, replacing: replace) { step in
            if !json { Terminal.output.write("… \(step)") }
        }
        let hasRedis = (variables["REDIS_SOCKET"] ?? variables["REDIS_HOST"]) != nil
        if hasRedis { try RedisMemory.clear(Redis(RedisConfiguration(environment: variables))) }
        if json {
            return Terminal.output.write(
                JSON.object([
                    "createdAt": .string(outcome.manifest.createdAt.description),
                    "migrations": .array(outcome.migrations.map(JSON.string)), "freedRuns": JSON(outcome.freedRuns),
                    "endedSessions": JSON(outcome.endedSessions), "isRedisCleared": .bool(hasRedis),
                ]).prettyText)
        }
        let seconds = TimeText.duration(ContinuousClock.now - begun)
        Terminal.output.write("Restored in \(seconds), as of \(outcome.manifest.createdAt).")
        Terminal.output.write(
            "Runs that go on with any worker: \(outcome.freedRuns). Ended sessions: \(outcome.endedSessions).")
        if !hasRedis {
            Terminal.output.write(
                "No REDIS_SOCKET or REDIS_HOST is set: empty Redis by hand, it remembers the old data.")
        }
    }
}
