/// How a question is asked again.
package struct RetryRules: Sendable {
    /// How often it is asked at most.
    package var attempts: Int
    /// Before the second attempt, where the provider names no time; doubles with each attempt, and is shortened by up to
    /// half at random, so that many callers do not come back together.
    package var firstPause: Duration
    package var longestPause: Duration
    /// For all attempts and pauses together.
    package var timeLimit: Duration

    package init(
        attempts: Int = 5, firstPause: Duration = .milliseconds(500), longestPause: Duration = .seconds(20),
        timeLimit: Duration = .seconds(300)
    ) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.timeLimit = timeLimit
    }

    /// How long to wait before the next attempt.
    ///
    /// - Parameter attempt: the one that failed, counted from 1.
    package func pause(after attempt: Int) -> Duration {
        var pause = firstPause
        for _ in 1..<max(1, attempt) where pause < longestPause { pause = pause * 2 }
        return min(pause, longestPause) * Double.random(in: 0.5...1)
    }
}
