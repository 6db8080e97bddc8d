import Foundation
import Redis
import TestServers
import Testing

@Suite struct RedisReconnectionTests {
    @Test func `a client goes on after its server was killed and started again`() throws {
        let server = try PrivateRedis(isDurable: true)
        defer { server.kill() }
        let redis = Redis(server.configuration)
        try redis.send("SET", "key", "value")
        server.kill()
        #expect(isConnectionError { try redis.send("GET", "key") })
        #expect(isConnectionError { try redis.send("GET", "key") })
        try server.start()
        #expect(try redis.send("GET", "key").string == "value")
    }

    @Test func `a restart while a client was idle is not noticed`() throws {
        let server = try PrivateRedis()
        defer { server.kill() }
        let redis = Redis(server.configuration)
        try redis.send("SET", "key", "value")
        try server.restart()
        // A server may be there again sooner than a connection is looked at.
        usleep(useconds_t(Redis.trustedPause / .microseconds(1)))
        #expect(try redis.send("GET", "key") == .null)
    }

    @Test func `a server that does not answer costs one timeout`() throws {
        let server = try PrivateRedis()
        defer { server.kill() }
        let redis = Redis(server.configuration, timeout: .milliseconds(200))
        try redis.send("PING")
        server.signal(SIGSTOP)
        let started = ContinuousClock.now
        #expect(isConnectionError { try redis.send("PING") })
        #expect(started.duration(to: .now) < .seconds(2))
        server.signal(SIGCONT)
        #expect(try redis.send("PING") == .status("PONG"))
    }

    @Test func `a server that became a replica counts as lost`() throws {
        let server = try PrivateRedis(options: ["--replicaof", "127.0.0.1", "1", "--replica-serve-stale-data", "yes"])
        defer { server.kill() }
        let redis = Redis(server.configuration)
        #expect(throws: RedisError.connection("READONLY")) { try redis.send("SET", "key", "value") }
        try redis.send("REPLICAOF", "NO", "ONE")
        #expect(try redis.send("SET", "key", "value") == .status("OK"))
    }

    @Test func `an idle connection is closed, a used one is not`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let first = try redis.send("CLIENT", "ID")
            redis.closeIfIdle(for: .seconds(60))
            #expect(try redis.send("CLIENT", "ID") == first)
            redis.closeIfIdle(for: .zero)
            #expect(try redis.send("CLIENT", "ID") != first)
        }
    }

    @Test func `no server is a connection error that names the reason`() {
        let error = #expect(throws: RedisError.self) {
            try Redis(RedisConfiguration(socket: "/nowhere/socket")).send("PING")
        }
        #expect(error == .connection("No such file or directory"))
    }

    private func isConnectionError(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch {
            if case .connection = error as? RedisError { return true } else { return false }
        }
    }
}
