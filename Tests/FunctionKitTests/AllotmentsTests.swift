import Identity
import Testing

@testable import FunctionKit

/// When requests are taken in advance, and for how long.
@Suite struct AllotmentsTests {
    private let key = Allotments.Key(tenant: TenantID(), session: SessionID(), endpoint: "Show")
    private let standing = RateStanding(
        limit: RateLimit(requests: 100_000, seconds: 60), remaining: 90_000, refill: 1, wait: nil)
    private let grants = Grants(Role.viewer.permissions)
    private let start = ContinuousClock.now

    /// Has asked so often, one millisecond after the other, that the next one takes several.
    private func quick() -> (Allotments, ContinuousClock.Instant) {
        let allotments = Allotments()
        for number in 0..<Allotments.rhythm {
            #expect(allotments.enter(key, at: start + .milliseconds(number)) == .asks(wanted: 1, unused: 0))
        }
        return (allotments, start + .milliseconds(Allotments.rhythm))
    }

    @Test func `who asks quickly takes several, and uses them one by one`() {
        let (allotments, now) = quick()
        #expect(allotments.enter(key, at: now) == .asks(wanted: 2, unused: 0))
        // Until they are there, others ask for themselves.
        #expect(allotments.enter(key, at: now) == .asks(wanted: 1, unused: 0))
        allotments.keep(1, of: key, grants: grants, standing: standing)
        #expect(allotments.enter(key, at: now) == .uses(grants, standing))
        #expect(allotments.enter(key, at: now) == .asks(wanted: 4, unused: 0))
    }

    @Test func `what is not used in time is given back, and the next one takes one`() {
        let (allotments, now) = quick()
        #expect(allotments.enter(key, at: now) == .asks(wanted: 2, unused: 0))
        allotments.keep(1, of: key, grants: grants, standing: standing)
        #expect(allotments.enter(key, at: now + Allotments.lifetime) == .asks(wanted: 1, unused: 1))
    }

    @Test func `what was left long ago is not given back: the cell has refilled`() {
        let (allotments, now) = quick()
        _ = allotments.enter(key, at: now)
        allotments.keep(63, of: key, grants: grants, standing: standing)
        #expect(allotments.enter(key, at: now + Allotments.returnLimit) == .asks(wanted: 1, unused: 0))
    }

    @Test func `who comes now and then never takes several, and nobody uses another's`() {
        let allotments = Allotments()
        for number in 0..<100 {
            let now = start + Allotments.lifetime / 2 * number
            #expect(allotments.enter(key, at: now) == .asks(wanted: 1, unused: 0))
        }
        let (others, now) = quick()
        _ = others.enter(key, at: now)
        others.keep(60, of: key, grants: grants, standing: standing)
        let other = Allotments.Key(tenant: key.tenant, session: SessionID(), endpoint: key.endpoint)
        #expect(others.enter(other, at: now) == .asks(wanted: 1, unused: 0))
    }
}
