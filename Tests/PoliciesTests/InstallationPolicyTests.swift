import OutboundRules
import Policies
import Testing

@Suite struct InstallationPolicyTests {
    @Test func `without variables everything is off, and stays off`() throws {
        let installation = try InstallationPolicy(environment: [:])
        #expect(installation.standard == TenantPolicy())
        #expect(!(try permits("127.0.0.1", installation)))
        #expect(!installation.ceiling.permits(.shell))
    }

    @Test func `without a ceiling a policy can only take away`() throws {
        let installation = try InstallationPolicy(
            environment: ["OUTBOUND_ALLOW": "10.0.0.0/8,db.internal", "PROCESSES_ALLOW": "script"])
        #expect(try permits("10.1.0.0/16", installation))
        #expect(try permits("db.internal", installation))
        #expect(!(try permits("other.internal", installation)))
        #expect(!(try permits("0.0.0.0/0", installation)))
        #expect(installation.ceiling.permits(.script) && !installation.ceiling.permits(.shell))
    }

    @Test func `names are permitted one by one, or with all addresses`() throws {
        let v4 = try InstallationPolicy(environment: ["OUTBOUND_CEILING": "0.0.0.0/0"])
        #expect(try permits("192.168.0.0/16", v4))
        #expect(!(try permits("db.internal", v4)))
        let all = try InstallationPolicy(environment: ["OUTBOUND_CEILING": "0.0.0.0/0 ::/0"])
        #expect(try permits("db.internal", all))
    }

    @Test func `the installation's own policy stays below its ceiling`() throws {
        let installation = try InstallationPolicy(
            environment: ["OUTBOUND_ALLOW": "10.0.0.0/8", "OUTBOUND_CEILING": "", "PROCESSES_ALLOW": "shell"])
        #expect(installation.standard == TenantPolicy(processes: [.shell]))
    }

    @Test func `events go as far as the ceiling, or as the installation's own policy`() throws {
        let narrow = try InstallationPolicy(environment: ["LIFECYCLE_EVENTS": "workflow"])
        #expect(narrow.standard.lifecycleEvents == .workflow)
        #expect(narrow.ceiling.permits(.workflow) && !narrow.ceiling.permits(.all))
        let wide = try InstallationPolicy(environment: ["LIFECYCLE_EVENTS_CEILING": "all"])
        #expect(wide.standard.lifecycleEvents == .none && wide.ceiling.permits(.all))
        #expect(TenantPolicy(lifecycleEvents: .all).within(narrow.ceiling).lifecycleEvents == .workflow)
    }

    @Test(arguments: [
        ("OUTBOUND_ALLOW", "10.0.0.1/8", "OUTBOUND_ALLOW: 10.0.0.1/8: expected the first address of the range"),
        ("OUTBOUND_CEILING", "::1,*", "OUTBOUND_CEILING: *: expected an address"),
        ("PROCESSES_ALLOW", "shell,perl", "PROCESSES_ALLOW: perl: expected shell, script, container"),
        ("LIFECYCLE_EVENTS", "some", "LIFECYCLE_EVENTS: some: expected none, workflow, all"),
        ("OUTBOUND_ALLOW", String(repeating: "::1,", count: 101), "OUTBOUND_ALLOW: expected at most 100 entries"),
    ])
    func `a wrong variable is named`(name: String, value: String, start: String) throws {
        let error = try #require(throws: PolicySettingError.self) {
            try InstallationPolicy(environment: [name: value])
        }
        #expect("\(error)".hasPrefix(start), "\(error)")
    }

    private func permits(_ text: String, _ installation: InstallationPolicy) throws -> Bool {
        installation.ceiling.permits(try AllowedDestination(text))
    }
}
