import Redis
import TestServers
import Testing

@Suite struct RedisStreamTests {
    @Test func `entries are read in order, of several streams, until they are removed`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let ids = try (1...3).map { try redis.append(to: "events", [("event", "{\($0)}"), ("more", "")]) }
            let other = try redis.append(to: "others", [("event", "4")])
            let first = try redis.read(["events", "none", "others"], limit: 2)
            #expect(first.map(\.stream) == ["events", "others"])
            #expect(first.map { $0.entries.map(\.id) } == [Array(ids[..<2]), [other]])
            #expect(first[0].entries[0]["event"] == Array("{1}".utf8))
            #expect(first[0].entries[0].fields.map(\.name) == ["event", "more"])
            try redis.remove(Array(ids[..<2]), from: "events")
            #expect(try redis.read(["events"], limit: 2).map { $0.entries.map(\.id) } == [[ids[2]]])
        }
    }

    @Test func `a reader waits longer than the timeout of other commands`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration, timeout: .milliseconds(100))
            let id = try redis.send("CLIENT", "ID")
            #expect(try redis.read(["events"], limit: 1, wait: .milliseconds(300)).isEmpty)
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
