import Database
import JSON
import Testing

/// A worker and the rows that stand under it.
@Suite struct LostClaimTests {
    @Test func `a run that its worker does not know of goes on`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: lost, version: 1.0.0}
                do: [{later: {wait: {hours: 1}}}, {one: {set: {a: 1}}}]
                """)
            let id = try client.start("test/lost")
            try Wait.until("it is parked") { try client.run(id)["status"] == "waiting" }
            let database = Database(platform.database)
            // As after a claim whose commit nobody heard of.
            let rows = try database.execute(
                """
                UPDATE runs, (SELECT id, epoch FROM worker_leases ORDER BY expires_at DESC LIMIT 1) lease
                SET runs.status = 'running', runs.wake_at = NULL, runs.worker_id = lease.id, runs.worker_epoch = lease.epoch
                WHERE runs.status = 'waiting'
                """)
            #expect(rows == 1)
            try Wait.until("it is parked again") { try client.run(id)["status"] == "waiting" }
        }
    }
}
