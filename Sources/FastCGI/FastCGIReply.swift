/// What a handler makes of a request.
package enum FastCGIReply: Sendable {
    case answer(FastCGIResponse)
    /// The request waits without a thread until ``ParkedRequests/resume(_:)``, or until this time; then the handler gets it
    /// again, perhaps on another thread.
    ///
    /// - Parameter isWhole: nothing of the request is left to be read, so a client that goes away is noticed.
    case park(ParkedRequests.ID, until: ContinuousClock.Instant, isWhole: Bool)
}
