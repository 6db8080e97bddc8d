internal import FunctionKit
internal import HTTPClient
internal import Synchronization

/// Whoever asks a provider waits for it with a thread. A slow one must leave threads to who logs in with a password.
enum ProviderPlaces {
    /// How many threads of a process may wait for providers at a time.
    static let waitLimit = 2

    /// One for the process: its thread starts with the first exchange.
    static let http = HTTPClient()
    private static let taken = Mutex(0)

    /// - Throws: a ``Problem`` 503 `providers_busy`, what `body` throws.
    static func hold<Answer>(_ body: () throws -> Answer) throws -> Answer {
        let isFree = taken.withLock { count in
            guard count < waitLimit else { return false }
            count += 1
            return true
        }
        guard isFree else { throw Problem.providersBusy }
        defer { taken.withLock { $0 -= 1 } }
        return try body()
    }
}
