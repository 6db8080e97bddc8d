import Redis
import TestServers
import Testing

@Suite struct RedisStreamTests {
    @Test func `entries are read once by a group, in order, and acknowledged`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            try redis.createGroup("readers", of: "events")
            try redis.createGroup("readers", of: "events")
            let ids = try (1...3).map { try redis.append(to: "events", [("event", "{\($0)}"), ("more", "")]) }
            let first = try redis.readGroup("readers", of: "events", as: "one", limit: 2)
            #expect(first.map(\.id) == Array(ids[..<2]))
            #expect(first[0]["event"] == Array("{1}".utf8))
            #expect(first[0].fields.map(\.name) == ["event", "more"])
            let second = try redis.readGroup("readers", of: "events", as: "two", limit: 2)
            #expect(second.map(\.id) == [ids[2]])
            #expect(try redis.readGroup("readers", of: "events", as: "one", limit: 2) == [])
            #expect(try redis.acknowledge(ids, of: "events", in: "readers") == 3)
            #expect(try redis.acknowledge(ids, of: "events", in: "readers") == 0)
        }
    }

    @Test func `entries of a consumer that died are taken over`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            try redis.createGroup("readers", of: "events")
            let id = try redis.append(to: "events", [("event", "1")])
            #expect(try redis.readGroup("readers", of: "events", as: "dead", limit: 1).map(\.id) == [id])
            let early = try redis.claim("readers", of: "events", as: "alive", idle: .seconds(600), limit: 10)
            #expect(early == [])
            let claimed = try redis.claim("readers", of: "events", as: "alive", idle: .zero, limit: 10)
            #expect(claimed.map(\.id) == [id])
        }
    }

    @Test func `a reader waits longer than the timeout of other commands`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration, timeout: .milliseconds(100))
            try redis.createGroup("readers", of: "events")
            let id = try redis.send("CLIENT", "ID")
            let nothing = try redis.readGroup("readers", of: "events", as: "one", limit: 1, wait: .milliseconds(300))
            #expect(nothing == [])
            #expect(try redis.send("CLIENT", "ID") == id, "the connection was not lost")
        }
    }

    @Test func `a stream with a maximum length forgets its oldest entries`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            for number in 0..<1_000 {
                try redis.append(to: "events", [("n", RedisArgument(number))], maximumLength: 10)
            }
            let length = try #require(try redis.send("XLEN", "events").integer)
            #expect((10..<300).contains(length))
        }
    }
}
