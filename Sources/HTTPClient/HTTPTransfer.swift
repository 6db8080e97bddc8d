/// An exchange under way.
package struct HTTPTransfer: Sendable {
    let id: UInt64
    let loop: TransferLoop

    /// Gives the exchange up: it ends with ``HTTPError/cancelled`` unless it has ended already. Does not wait.
    package func cancel() {
        loop.cancel(id)
    }
}
