internal import FastCGI
internal import Identity
internal import Synchronization

/// Answers that say a tenant comes too often. They are given a little later, without a thread, so that who asks again at once has no
/// more of them than a few a second, and takes no time from others.
final class Refusals: Sendable {
    /// How much later.
    static let pause = Duration.milliseconds(200)
    /// How many a process holds back; the next one is given at once.
    static let limit = 128
    /// Those of one tenant.
    static let tenantLimit = 64

    private struct State {
        var held: [ParkedRequests.ID: (tenant: TenantID, answer: FastCGIResponse)] = [:]
        var counts: [TenantID: Int] = [:]
    }

    private let parked: ParkedRequests
    private let state = Mutex(State())

    init(parked: ParkedRequests) {
        self.parked = parked
    }

    /// Holds an answer back; nil: it is to be given at once.
    func hold(_ answer: FastCGIResponse, to tenant: TenantID) -> ParkedRequests.ID? {
        state.withLock { state in
            guard state.held.count < Self.limit, state.counts[tenant, default: 0] < Self.tenantLimit else { return nil }
            let id = parked.reserve()
            state.held[id] = (tenant, answer)
            state.counts[tenant, default: 0] += 1
            return id
        }
    }

    /// The answer that was held back; nil: the request is another one.
    func take(_ id: ParkedRequests.ID) -> FastCGIResponse? {
        state.withLock { state in
            guard let (tenant, answer) = state.held.removeValue(forKey: id) else { return nil }
            let left = state.counts[tenant, default: 1] - 1
            state.counts[tenant] = left > 0 ? left : nil
            return answer
        }
    }
}
