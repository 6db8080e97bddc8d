/// A program that runs, one way or the other.
protocol ProcessExecution: Sendable {
    /// Ends it and all that it has started. From any thread; does not wait.
    @Sendable func kill()

    /// Talks with it until its end, and sees that nothing of it is left.
    func hold(_ request: ProcessRequest) throws(ProcessError) -> ProcessResult
}
