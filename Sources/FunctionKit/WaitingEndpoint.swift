/// An endpoint whose answer may wait for something to happen, without holding a thread.
///
/// ``Endpoint/handle(_:)`` answers with ``Response/wait`` set where it is too early. The kit then listens for the topic,
/// **and only then** asks ``look(_:for:)`` whether it has happened, so that nothing is missed between the two. It asks again
/// when the topic is told of, and when the time is over.
package protocol WaitingEndpoint: Endpoint {
    /// The answer as things stand, perhaps on another thread than the one before.
    ///
    /// - Returns: without ``Response/wait``: it has happened. With it: not yet; if the time is over, this is the answer.
    func look(_ request: Request, for topic: WaitTopic) throws -> Response

    /// What to wait for before an answer is repeated that was kept under an `Idempotency-Key`, perhaps before its time; nil:
    /// nothing.
    func wait(_ request: Request, repeating response: Response) throws -> Wait?
}

extension WaitingEndpoint {
    package func wait(_ request: Request, repeating response: Response) -> Wait? { nil }
}
