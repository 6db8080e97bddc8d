package import Identity

/// The tokens of one answer of a model, and by which price they are charged.
package struct UsageRecord: Sendable {
    let run: [UInt8]
    let seq: Int
    let tenant: TenantID
    let taskOrdinal: Int
    let model: String
    let inputTokens: Int
    let outputTokens: Int
    let price: Price?
    let at: Timestamp

    /// - Parameters:
    ///   - run: the run that asked; with `seq` it names the record.
    ///   - seq: of the journal line that holds the answer.
    ///   - price: nil: what it costs is not known.
    package init<Run>(
        run: Identifier<Run>, seq: Int, tenant: TenantID, taskOrdinal: Int, model: String, inputTokens: Int,
        outputTokens: Int, price: Price?, at time: Timestamp
    ) {
        self.run = run.bytes
        self.seq = seq
        self.tenant = tenant
        self.taskOrdinal = taskOrdinal
        self.model = model
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.price = price
        at = time
    }
}
