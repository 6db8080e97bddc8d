import Database
import Identity
import OutboundRules
import Policies
import TestServers
import Testing

@Suite struct PolicyStoreTests {
    private let tenant = TenantID()
    private let stranger = TenantID()
    private let user = UserID()

    @Test func `a tenant without a policy has the installation's`() throws {
        try withStore(["OUTBOUND_ALLOW": "127.0.0.0/8, ::1", "PROCESSES_ALLOW": "shell"]) { store in
            let state = try store.state(of: tenant)
            #expect(state.policy.outboundAllow.map(\.description) == ["127.0.0.0/8", "::1"])
            #expect(state.policy.processes == [.shell])
            #expect(state.revision == 0)
            #expect(state.updatedAt == nil && state.updatedBy == nil)
        }
        try withStore([:]) { (store) throws in #expect(try store.policy(of: tenant) == TenantPolicy()) }
    }

    @Test func `a policy is read as it was written, and is the tenant's own`() throws {
        try withStore(Self.everything) { store in
            let policy = TenantPolicy(
                outboundAllow: try ["10.0.0.0/8", "fd00::/8", "db.internal"].map { try AllowedDestination($0) },
                processes: [.script, .container], concurrentRuns: 7, lifecycleEvents: .all)
            let updated = try store.update(policy, by: user, in: tenant)
            #expect(updated.policy == policy)
            #expect(updated.revision == 1)
            #expect(updated.updatedBy == user)
            #expect(try store.state(of: tenant) == updated)
            #expect(try store.policy(of: stranger) == store.installation.standard)
            let empty = try store.update(TenantPolicy(), by: user, in: tenant)
            #expect(empty.revision == 2)
            #expect(try store.policy(of: tenant) == TenantPolicy())
        }
    }

    @Test func `an update sees the present state, and may keep it`() throws {
        struct Kept: Error {}
        try withStore(Self.everything) { store in
            var seen: [Int] = []
            for _ in 1...2 {
                _ = try store.update(TenantPolicy(), by: user, in: tenant) { seen.append($0.revision) }
            }
            #expect(seen == [0, 1])
            #expect(throws: Kept.self) {
                try store.update(TenantPolicy(processes: [.shell]), by: user, in: tenant) { _ in throw Kept() }
            }
            #expect(try store.policy(of: tenant) == TenantPolicy())
        }
    }

    @Test func `what the installation permits no more is not in force, and comes back with the permission`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let policy = TenantPolicy(
                outboundAllow: try ["10.0.0.0/8", "192.168.0.0/16"].map { try AllowedDestination($0) },
                processes: [.shell, .script])
            let wide = PolicyStore(
                database: database, installation: try InstallationPolicy(environment: Self.everything))
            _ = try wide.update(policy, by: user, in: tenant)
            let narrow = PolicyStore(
                database: database,
                installation: try InstallationPolicy(
                    environment: ["OUTBOUND_CEILING": "10.0.0.0/7", "PROCESSES_CEILING": "script"]))
            #expect(try narrow.policy(of: tenant).outboundAllow.map(\.description) == ["10.0.0.0/8"])
            #expect(try narrow.policy(of: tenant).processes == [.script])
            #expect(try wide.policy(of: tenant) == policy)
        }
    }

    @Test func `the largest policy fits`() throws {
        try withStore(Self.everything) { store in
            let label = String(repeating: "a", count: 60)
            let hosts = try (0..<TenantPolicy.outboundAllowLimit).map {
                try AllowedDestination("\(label).\(label).\(label).\(label).h\(100 + $0)")
            }
            let policy = TenantPolicy(
                outboundAllow: hosts, processes: Set(ProcessKind.allCases), concurrentRuns: 10_000)
            #expect(try store.update(policy, by: user, in: tenant).policy == policy)
            #expect(try store.policy(of: tenant) == policy)
        }
    }

    private static let everything = [
        "OUTBOUND_CEILING": "0.0.0.0/0,::/0", "PROCESSES_CEILING": "shell,script,container",
        "LIFECYCLE_EVENTS_CEILING": "all",
    ]

    private func withStore(_ environment: [String: String], _ body: (PolicyStore) throws -> Void) throws {
        try TestServers.withDatabase { (configuration) throws in
            try body(
                PolicyStore(
                    database: Database(configuration), installation: InstallationPolicy(environment: environment)))
        }
    }
}
