import Identity
import Redis
import Runs
import TestServers
import Testing

struct RunHintsTests {
    @Test("A subscriber of the channel hears the run's id", arguments: RunChannel.allCases)
    func publish(channel: RunChannel) throws {
        try TestServers.withRedis { configuration in
            let subscription = try RedisSubscription(configuration, channels: [channel.rawValue])
            let run = RunID()
            try RunHints(Redis(configuration)).publish(run, on: channel)
            let heard = try #require(try subscription.next(timeout: .seconds(5)))
            #expect(heard.channel == channel.rawValue)
            #expect(heard.message == run.description)
        }
    }
}
