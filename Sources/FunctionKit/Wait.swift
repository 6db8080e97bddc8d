/// How long the client of a request waits for what.
package struct Wait: Sendable, Hashable {
    /// The longest wait that a client may ask for.
    package static let secondsLimit = 60

    package let topic: WaitTopic
    package let seconds: Int

    package init(for topic: WaitTopic, seconds: Int) {
        self.topic = topic
        self.seconds = seconds
    }
}

extension Request {
    /// How many seconds the query's `wait` asks for; 0 where it does not. The route names it in its query.
    ///
    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    package func waitSeconds() throws(Problem) -> Int {
        guard let text = query("wait") else { return 0 }
        guard let seconds = Int(text), (0...Wait.secondsLimit).contains(seconds) else {
            throw Problem(
                400, "invalid_parameter", "wait: expected a number of seconds from 0 to \(Wait.secondsLimit).")
        }
        return seconds
    }
}
