/// A request that waits, as it is handed from thread to thread.
struct WaitingRequest: Sendable {
    let request: Request
    /// The name of the endpoint's route.
    let endpoint: String
    let wait: Wait
    let end: ContinuousClock.Instant
    /// What is answered where nothing better is known.
    var response: Response
    var facts: RequestFacts
    let started: ContinuousClock.Instant
}
