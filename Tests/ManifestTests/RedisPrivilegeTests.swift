import Foundation
import Manifest
import Redis
import TestServers
import Testing

/// What the user of each program may do in Redis, and above all what not: asked of the server itself.
@Suite struct RedisPrivilegeTests {
    private enum Answer: Equatable {
        case allowed
        case denied
        case otherwise(String)
    }

    private func answer(_ redis: Redis, _ command: [String]) -> Answer {
        do throws(RedisError) {
            try redis.send(command.map { RedisArgument($0) })
            return .allowed
        } catch .refused(code: "NOPERM", _) {
            return .denied
        } catch {
            return .otherwise("\(error)")
        }
    }

    /// A key or channel that a pattern covers.
    private func sample(_ pattern: String) -> String {
        pattern.split(separator: "*", omittingEmptySubsequences: false).joined(separator: "sample")
    }

    /// Every channel that any program declares, and some that nobody does.
    private func channels(_ ours: RenderedUsers) -> Set<String> {
        let declared = ours.fleet.programs.flatMap(\.redis).flatMap { $0.publish + $0.subscribe }
        return Set(declared.map(sample) + ["intelligentic:runs:foreign", "foreign", "__keyspace@0__:a"])
    }

    @Test(arguments: RenderedUsers.programs)
    func `a program publishes and listens where it says so, and nowhere else`(name: String) throws {
        let ours = try RenderedUsers.ours.get()
        let program = try ours.program(name)
        let (publish, subscribe) = (program.redis.flatMap(\.publish), program.redis.flatMap(\.subscribe))
        for channel in channels(ours) {
            let redis = ours.redis(as: program)
            #expect(
                answer(redis, ["PUBLISH", channel, "message"])
                    == (publish.map(sample).contains(channel) ? .allowed : .denied), "\(name) to \(channel)")
            #expect(
                answer(ours.redis(as: program), ["SUBSCRIBE", channel])
                    == (subscribe.map(sample).contains(channel) ? .allowed : .denied), "\(name) at \(channel)")
        }
        for pattern in ["*", "intelligentic:*"] {
            #expect(answer(ours.redis(as: program), ["PSUBSCRIBE", pattern]) == .denied, "\(name) at \(pattern)")
        }
    }

    @Test(arguments: RenderedUsers.programs)
    func `a program reaches its own keys only, by commands and by scripts`(name: String) throws {
        let ours = try RenderedUsers.ours.get()
        let program = try ours.program(name)
        let administrator = Redis(ours.redis.configuration)
        let keys = Set(
            ours.fleet.programs.flatMap(\.redis).flatMap(\.keys).map(sample) + ["intelligentic:foreign", "x"])
        let readKeyOrNone = RedisScript("return redis.call('GET', KEYS[1] or ARGV[1])")
        let digest = try #require(
            try administrator.send("SCRIPT", "LOAD", "return redis.call('GET', KEYS[1] or ARGV[1])").string)
        for key in keys {
            try administrator.send("SET", key, "value")
            let own = program.redis.filter { $0.keys.map(sample).contains(key) }.flatMap(\.commands)
            for command in [
                ["GET", key], ["SET", key, "value"], ["DEL", key], ["XADD", key, "*", "a", "b"], ["TYPE", key],
            ]
            where !own.contains(command[0].lowercased()) {
                #expect(answer(ours.redis(as: program), command) == .denied, "\(name): \(command)")
            }
            if own.contains("get") {
                #expect(answer(ours.redis(as: program), ["GET", key]) == .allowed, "\(name): \(key)")
            }
            let script = { try ours.redis(as: program).run(readKeyOrNone, keys: [key]) }
            if own.contains("evalsha") && own.contains("get") {
                #expect(try script().string == "value", "\(name): \(key)")
            } else {
                #expect(throws: RedisError.self, "\(name): \(key)") { try script() }
                // Nor when the script does not say which keys it touches.
                #expect(answer(ours.redis(as: program), ["EVALSHA", digest, "0", key]) != .allowed, "\(name): \(key)")
            }
        }
    }

    @Test(arguments: RenderedUsers.programs)
    func `no program looks at, changes or stops the server`(name: String) throws {
        let ours = try RenderedUsers.ours.get()
        let program = try ours.program(name)
        for command in [
            ["CONFIG", "GET", "*"], ["CONFIG", "SET", "maxmemory", "1"], ["FLUSHALL"], ["FLUSHDB"], ["KEYS", "*"],
            ["SCAN", "0"], ["RANDOMKEY"], ["DBSIZE"], ["SCRIPT", "FLUSH"], ["SCRIPT", "KILL"], ["ACL", "LIST"],
            ["ACL", "SETUSER", program.user, "+@all"], ["ACL", "LOAD"], ["EVAL", "return redis.call('GET', 'x')", "0"],
            ["EVAL", "return 1", "0"], ["FUNCTION", "LIST"], ["MONITOR"], ["LASTSAVE"], ["CLIENT", "LIST"],
            ["CLIENT", "KILL", "ID", "1"], ["SHUTDOWN", "NOSAVE"], ["SAVE"], ["BGSAVE"], ["REPLICAOF", "NO", "ONE"],
            ["MODULE", "LIST"], ["INFO"], ["SLOWLOG", "GET"], ["LATENCY", "LATEST"], ["SWAPDB", "0", "1"],
            ["PUBSUB", "CHANNELS"], ["SELECT", "1"], ["MIGRATE", "127.0.0.1", "1", "x", "0", "1"],
        ] {
            #expect(answer(ours.redis(as: program), command) == .denied, "\(name): \(command)")
        }
    }

    @Test func `whoever does not say who they are gets nothing`() throws {
        let ours = try RenderedUsers.ours.get()
        let nobody = Redis(RedisConfiguration(socket: ours.redis.configuration.socket))
        for command in [["PING"], ["GET", "x"], ["PUBLISH", "intelligentic:runs:ready", "a"]] {
            #expect(answer(nobody, command) == .otherwise("redis: \(command[0]) refused: NOAUTH"))
        }
        let program = try #require(ours.fleet.programs.first)
        let guess = Redis(
            RedisConfiguration(socket: ours.redis.configuration.socket, user: program.user, password: "guess"))
        #expect(answer(guess, ["PING"]) == .otherwise("redis: AUTH refused: WRONGPASS"))
    }

    @Test func `the operator reads the users anew, and sees no tenant's data`() throws {
        let ours = try RenderedUsers.ours.get()
        let person = Redis(ours.configuration(user: RedisACLRendering.operatorUser, password: "redis-operator"))
        for command in [
            ["PING"], ["INFO"], ["ACL", "WHOAMI"], ["SCAN", "0"], ["UNLINK", "intelligentic:none"],
            ["SET", "intelligentic:gate:none", "1", "EX", "1"], ["GET", "intelligentic:gate:none"],
        ] {
            #expect(answer(person, command) == .allowed, "\(command)")
        }
        for command in [
            ["GET", "x"], ["FLUSHALL"], ["CONFIG", "GET", "*"], ["PUBLISH", "a", "b"], ["KEYS", "*"], ["UNLINK", "x"],
            ["GET", "intelligentic:none"], ["SET", "intelligentic:none", "1"],
        ] {
            #expect(answer(person, command) == .denied, "\(command)")
        }
    }
}
