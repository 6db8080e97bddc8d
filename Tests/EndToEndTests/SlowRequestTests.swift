import Foundation
import TestServers
import Testing

/// Who sends slowly, or too often, takes nothing from others.
@Suite struct SlowRequestTests {
    /// nginx's times, and time for a slow machine.
    private let patience = Duration.seconds(60)
    private let pause: useconds_t = 200_000

    @Test func `headers that come byte by byte end, whatever is still sent`() throws {
        try Platform.run { (platform) throws in
            let connection = try platform.connection()
            connection.send("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
            let end = ContinuousClock.now + patience
            // Each byte comes sooner than any time between two of them could end.
            while !connection.isAnswered {
                try #require(ContinuousClock.now < end, "nginx goes on reading")
                connection.send("a")
                usleep(pause)
            }
            let answer = try connection.answer()
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
        }
    }

    @Test func `a body that does not come is waited for in nginx, and not for long`() throws {
        try Platform.run { (platform) throws in
            // More than the function has threads, in all of its processes.
            let connections = try (0..<32).map { _ in try platform.connection() }
            for connection in connections {
                connection.send(
                    "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{")
            }
            _ = try Client.registered(at: platform)
            for connection in connections {
                let answer = try connection.answer(within: patience)
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
            }
        }
    }
}
