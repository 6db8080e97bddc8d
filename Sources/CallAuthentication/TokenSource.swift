internal import HTTPClient
internal import Synchronization

/// The tokens that are held, and those that are being asked for: once, however many calls wait for one.
final class TokenSource: Sendable {
    /// The most settings whose tokens are held; the token that ends first makes room.
    static let limit = 1_000
    /// The most of one tenant.
    static let tenantLimit = 100

    /// What a call gets: a token, and whether it was held before.
    typealias Taker = @Sendable (Result<BearerToken, CallError>) -> Void

    private struct Fetch {
        let transfer = AuthenticatedTransfer()
        var takers: [Int: Taker] = [:]
    }

    private struct Entry {
        var token: BearerToken?
        var fetch: Fetch?
    }

    private struct State {
        var entries: [TokenKey: Entry] = [:]
        var nextTaker = 0
    }

    private let state = Mutex(State())

    /// The token that is held; nil where there is none, it has ended, or it is the one that was refused.
    func held(_ key: TokenKey, except refused: String?) -> BearerToken? {
        state.withLock { state in
            state.entries[key]?.token.flatMap { $0.staleAt > .now && $0.value != refused ? $0 : nil }
        }
    }

    /// Asks for a token, or waits for the one that is asked for already.
    ///
    /// - Parameters:
    ///   - begin: starts asking, with the refresh token of the last answer.
    ///   - taker: called once, later.
    /// - Returns: what gives the waiting up.
    func ask(
        _ key: TokenKey, begin: (AuthenticatedTransfer, String?, @escaping Taker) -> Void, taker: @escaping Taker
    ) -> @Sendable () -> Void {
        let (number, fetch, refreshToken) = state.withLock { state in
            state.nextTaker += 1
            if state.entries[key] == nil { Self.makeRoom(for: key, in: &state.entries) }
            var entry = state.entries[key] ?? Entry()
            let isNew = entry.fetch == nil
            var fetch = entry.fetch ?? Fetch()
            fetch.takers[state.nextTaker] = taker
            entry.fetch = fetch
            state.entries[key] = entry
            return (state.nextTaker, isNew ? fetch.transfer : nil, entry.token?.refreshToken)
        }
        if let fetch {
            begin(fetch, refreshToken) { [weak self] result in self?.arrived(result, of: fetch, for: key) }
        }
        return { [weak self] in self?.giveUp(number, key) }
    }

    private func arrived(
        _ result: Result<BearerToken, CallError>, of transfer: AuthenticatedTransfer, for key: TokenKey
    ) {
        let takers = state.withLock { state -> [Taker] in
            // Nobody waits for one that was given up; another may be asked for by now.
            guard var entry = state.entries[key], let fetch = entry.fetch, fetch.transfer === transfer else {
                return []
            }
            entry.fetch = nil
            switch result {
            case .success(let token): entry.token = token
            // What the last answer brought no longer counts; what the settings say may.
            case .failure(.authentication(.refused)): entry.token = nil
            case .failure: break
            }
            state.entries[key] = entry.token == nil ? nil : entry
            return Array(fetch.takers.values)
        }
        for taker in takers { taker(result) }
    }

    private func giveUp(_ number: Int, _ key: TokenKey) {
        let (taker, abandoned) = state.withLock { state -> (Taker?, AuthenticatedTransfer?) in
            guard var entry = state.entries[key], let taker = entry.fetch?.takers.removeValue(forKey: number) else {
                return (nil, nil)
            }
            let abandoned = entry.fetch.flatMap { $0.takers.isEmpty ? $0.transfer : nil }
            if abandoned != nil { entry.fetch = nil }
            state.entries[key] = entry.token == nil && entry.fetch == nil ? nil : entry
            return (taker, abandoned)
        }
        abandoned?.cancel()
        taker?(.failure(.http(.cancelled)))
    }

    private static func makeRoom(for key: TokenKey, in entries: inout [TokenKey: Entry]) {
        let own = entries.filter { $0.key.tenant == key.tenant }
        let candidates = own.count >= tenantLimit ? own : entries.count >= limit ? entries : [:]
        let first = candidates.filter { $0.value.fetch == nil }
            .min { left, right in (left.value.token?.staleAt ?? .now) < (right.value.token?.staleAt ?? .now) }
        if let first { entries[first.key] = nil }
    }
}
