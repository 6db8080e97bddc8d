import Foundation
import Redis
import TestServers
import Testing

@Suite struct RedisSubscriptionTests {
    @Test func `messages come in order with their channels`() throws {
        try TestServers.withRedis { (configuration) throws in
            let subscription = try RedisSubscription(configuration, channels: ["a", "b"])
            let redis = Redis(configuration)
            for (channel, message) in [("a", "1"), ("b", "2"), ("c", "3"), ("a", "naïve ✓")] {
                try redis.send("PUBLISH", channel, message)
            }
            let messages = try (1...3).map { _ in try #require(try subscription.next(timeout: .seconds(5))) }
            #expect(messages.map(\.channel) == ["a", "b", "a"])
            #expect(messages.map(\.message) == ["1", "2", "naïve ✓"])
        }
    }

    @Test func `no message is nil after the timeout, and the subscription goes on`() throws {
        try TestServers.withRedis { (configuration) throws in
            let subscription = try RedisSubscription(configuration, channels: ["a"])
            let started = ContinuousClock.now
            #expect(try subscription.next(timeout: .milliseconds(50)) == nil)
            #expect(started.duration(to: .now) >= .milliseconds(50))
            #expect(try subscription.next(timeout: .zero) == nil)
            try Redis(configuration).send("PUBLISH", "a", "1")
            #expect(try subscription.next(timeout: .seconds(5))?.message == "1")
        }
    }

    @Test func `a lost connection is told once and subscribed again`() throws {
        let server = try PrivateRedis()
        defer { server.kill() }
        let subscription = try RedisSubscription(server.configuration, channels: ["a"])
        server.kill()
        #expect(throws: RedisError.self) { try subscription.next(timeout: .seconds(5)) }
        #expect(throws: RedisError.self) { try subscription.next(timeout: .seconds(5)) }
        try server.start()
        #expect(try subscription.next(timeout: .zero) == nil)
        try Redis(server.configuration).send("PUBLISH", "a", "1")
        #expect(try subscription.next(timeout: .seconds(5))?.message == "1")
    }
}
