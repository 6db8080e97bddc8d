import Foundation
import JSON
import Synchronization
import TestServers
import Testing

/// Five tenants do whatever the API's description lists, in any order, at one time: nothing of one comes out at another.
@Suite struct TenantIsolationTests {
    private static let duration = Duration.seconds(8)
    private static let leastSteps = 200

    @Test func `no answer to a tenant has a mark or an id of another`() throws {
        let seed =
            ProcessInfo.processInfo.environment["ISOLATION_SEED"].flatMap { UInt64($0) } ?? .random(in: 1 ... .max)
        try Platform.run { (platform) throws in
            let owners = Owners(count: 5, seed: seed)
            let tenants = try (0..<5).map { try IsolatedTenant($0, at: platform, seed: seed, owners) }
            let end = ContinuousClock.now + Self.duration
            let state = Mutex((running: tenants.count, steps: 0, failures: [String]()))
            for tenant in tenants {
                Thread {
                    do {
                        while ContinuousClock.now < end {
                            try tenant.step()
                            state.withLock { $0.steps += 1 }
                        }
                    } catch {
                        state.withLock { $0.failures.append("\(error)") }
                    }
                    state.withLock { $0.running -= 1 }
                }.start()
            }
            try Wait.until("all tenants are done") { state.withLock { $0.running == 0 } }
            let (_, steps, failures) = state.withLock { $0 }
            #expect(failures == [], "ISOLATION_SEED=\(seed)")
            for leak in owners.leaks { Issue.record("ISOLATION_SEED=\(seed): \(leak)") }
            #expect(steps >= Self.leastSteps, "\(steps)")
            // Each one's event woke its own run, with its own data.
            for tenant in tenants { try tenant.checkEvent() }
            for leak in owners.leaks { Issue.record("ISOLATION_SEED=\(seed): \(leak)") }
        }
    }
}
