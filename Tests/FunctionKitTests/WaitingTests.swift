import Database
import Foundation
import HTTPClient
import Identity
import JSON
import Redis
import Sessions
import Synchronization
import TestServers
import Testing

@testable import FunctionKit

/// Requests that wait for something to happen.
@Suite struct WaitingTests {
    private func run(_ body: (RunningFunction, Redis) throws -> Void) throws {
        try TestServers.withDatabase { database in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: database, redis: redis, of: PatientFunction.self) {
                    (function) throws in
                    try body(function, Redis(redis))
                }
            }
        }
    }

    private func happen(_ name: String) {
        _ = PatientFunction.happened.withLock { $0.insert(name) }
    }

    @Test func `an answer comes when Redis tells of what it waits for`() throws {
        try run { (function, redis) throws in
            let name = "told-\(UUID())"
            let waiting = function.begin("/await/\(name)?wait=60")
            try PatientFunction.waitForLooks(name, 1)
            // Told of too early, it looks again and waits on.
            try redis.send("PUBLISH", PatientFunction.channel, name)
            try PatientFunction.waitForLooks(name, 2)
            #expect(!waiting.isAnswered)
            happen(name)
            try redis.send("PUBLISH", PatientFunction.channel, name)
            #expect(try waiting.response().status == 200)
        }
    }

    @Test(arguments: [("viewer", "false"), ("admin", "true")])
    func `who waits is answered by what they may do when it happens`(role: String, answer: String) throws {
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis, of: PatientFunction.self) {
                    (function) throws in
                    let (name, caller) = ("told-\(UUID())", try function.person(role == "viewer" ? .admin : .viewer))
                    let waiting = try function.begin("/attend/\(name)", [function.authorization(of: caller)])
                    try PatientFunction.waitForLooks(name, 1)
                    try Database(configuration).execute(
                        "UPDATE members SET role = \(role) WHERE user_id = \(caller.user)")
                    try LiveSessions(Redis(redis)).forget(caller.session, in: caller.tenant)
                    happen(name)
                    try Redis(redis).send("PUBLISH", PatientFunction.channel, name)
                    let response = try waiting.response()
                    #expect(String(decoding: response.body, as: UTF8.self) == answer)
                }
            }
        }
    }

    @Test func `who has lost the right to look while they waited is told nothing of it`() throws {
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis, of: PatientFunction.self) {
                    (function) throws in
                    let database = Database(configuration)
                    for change in ["DELETE FROM members", "UPDATE sessions SET ended_at = UTC_TIMESTAMP(6)"] {
                        let (name, caller) = ("told-\(UUID())", try function.person(.admin))
                        let waiting = try function.begin("/attend/\(name)", [function.authorization(of: caller)])
                        try PatientFunction.waitForLooks(name, 1)
                        try database.execute(SQL(trusted: change) + " WHERE user_id = \(caller.user)")
                        try LiveSessions(Redis(redis)).forget(caller.session, in: caller.tenant)
                        happen(name)
                        try Redis(redis).send("PUBLISH", PatientFunction.channel, name)
                        let response = try waiting.response()
                        #expect(response.status == 202 && response.body == Array("null".utf8))
                    }
                }
            }
        }
    }

    @Test func `what happens just before the function listens is not missed`() throws {
        try run { (function, _) throws in
            #expect(try function.get("/await/told-between-\(UUID())?wait=60").status == 200)
        }
    }

    @Test func `an answer comes though Redis forgets to tell`() throws {
        try run { (function, _) throws in
            let name = "found-\(UUID())"
            let waiting = function.begin("/await/\(name)?wait=60")
            try PatientFunction.waitForLooks(name, 1)
            happen(name)
            #expect(try waiting.response().status == 200)
        }
    }

    @Test func `an answer comes without Redis`() throws {
        try TestServers.withDatabase { database in
            try RunningFunction.run(database: database, of: PatientFunction.self) { (function) throws in
                let name = "found-\(UUID())"
                let waiting = function.begin("/await/\(name)?wait=60")
                try PatientFunction.waitForLooks(name, 1)
                happen(name)
                #expect(try waiting.response().status == 200)
            }
        }
    }

    @Test func `when the time is over the answer says how things stand`() throws {
        try run { (function, _) throws in
            let started = ContinuousClock.now
            #expect(try function.get("/await/never-\(UUID())?wait=1").status == 202)
            #expect(started.duration(to: .now) >= .seconds(1))
            #expect(try function.get("/await/never-\(UUID())?wait=0").status == 202)
        }
    }

    @Test(arguments: ["61", "-1", "1.5", "x", ""])
    func `a wait that cannot be is a problem that names the limit`(text: String) throws {
        try run { (function, _) throws in
            let answer = try function.get("/await/a?wait=\(text)")
            #expect(answer.problem == "invalid_parameter")
            #expect(try answer.json["detail"]?.string?.contains("60") == true)
        }
    }

    @Test func `above the limit of waiting requests the answer comes at once, and others go on`() throws {
        try run { (function, redis) throws in
            let name = "told-\(UUID())"
            let waiting = (0..<WaitingRoom.tenantLimit).map { _ in function.begin("/await/\(name)?wait=60") }
            try PatientFunction.waitForLooks(name, WaitingRoom.tenantLimit)
            #expect(try function.get("/await/other-\(UUID())?wait=60").status == 202)
            for _ in 0..<10 { #expect(try function.get("/quick").status == 200) }
            let answered = waiting.count { $0.isAnswered }
            #expect(answered == 0)
            happen(name)
            try redis.send("PUBLISH", PatientFunction.channel, name)
            let statuses = try Set(waiting.map { try $0.response().status })
            #expect(statuses == [200])
            #expect(try function.get("/await/other-\(UUID())?wait=1").status == 202)
        }
    }

    @Test func `a function that waits longer than its manifest says does not start`() throws {
        let error = #expect(throws: EnvironmentError.self) {
            try RunningFunction.run(["FUNCTION_WAIT": "59"], of: PatientFunction.self) { _ in }
        }
        #expect(error?.description.contains("limits.waitSeconds") == true)
    }
}
