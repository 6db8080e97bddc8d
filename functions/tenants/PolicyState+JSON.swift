internal import Digests
internal import FunctionKit
internal import Identity
internal import JSON
internal import OutboundRules
internal import Policies
internal import TextEncodings

extension PolicyState {
    /// As answers show it.
    func json(in installation: InstallationPolicy) -> JSON {
        var members = policy.members
        members["source"] = .string(revision == 0 ? "installation" : "tenant")
        members["updatedAt"] = updatedAt.map { .string($0.description) } ?? .null
        members["updatedBy"] = updatedBy.map { .string($0.description) } ?? .null
        members["permitted"] = [
            "outboundAllow": .texts(installation.ceiling.outbound.map(\.description)),
            "processes": .texts(installation.ceiling.processes.names),
            "lifecycleEvents": .string(installation.ceiling.lifecycleEvents.rawValue),
        ]
        return .object(members)
    }

    /// As the audit log keeps it.
    var audited: JSON { .object(policy.members) }

    static let schema = Schema.object([
        "outboundAllow": .array(of: .string(), "Where workflows may connect to although it is not public."),
        "processes": .array(of: process, "What workflows may start."),
        "concurrentRuns": Schema.integer(
            "The most runs that workers execute at a time; null: \(TenantPolicy.standardConcurrentRuns).",
            in: TenantPolicy.concurrentRunsRange
        ).orNull,
        "lifecycleEvents": lifecycleEvents.described("What runs tell of themselves as events."),
        "requireSecondFactor": secondFactor.described("Whose sessions may do nothing without a second factor."),
        "source": .choice(["installation", "tenant"], "Whose it is: a tenant without one has the installation's."),
        "updatedAt": Schema.time().orNull,
        "updatedBy": Schema.id("The user.").orNull,
        "permitted": .object([
            "outboundAllow": .array(of: .string(), "The entries of a policy lie within these."),
            "processes": .array(of: process),
            "lifecycleEvents": lifecycleEvents.described("The most."),
        ]).described("How far the operator of the installation lets policies go."),
    ]).described("The policy of a tenant that is in force.").named("TenantPolicy")

    static let example: JSON = [
        "outboundAllow": ["10.20.0.0/16", "billing.internal"], "processes": [], "concurrentRuns": 50,
        "lifecycleEvents": "workflow", "requireSecondFactor": "admins", "source": "tenant",
        "updatedAt": "2026-11-24T02:07:52.000000Z",
        "updatedBy": "01890a5d-ac96-774b-bcce-b302099a8058",
        "permitted": ["outboundAllow": ["0.0.0.0/0", "::/0"], "processes": [], "lifecycleEvents": "all"],
    ]

    private static let process = Schema.choice(ProcessKind.allCases.map(\.rawValue))
    private static let secondFactor = Schema.choice(SecondFactorRequirement.allCases.map(\.rawValue))
    private static let lifecycleEvents = Schema.choice(LifecycleEvents.allCases.map(\.rawValue))
}

extension EntityTag {
    /// Names a policy in `ETag` and `If-Match`. The installation's part in it can change without a revision.
    init(_ state: PolicyState) {
        let digest = SHA256.digest(JSON.object(state.policy.members).bytes)
        self.init("\(state.revision).\(Hexadecimal.encode(digest.prefix(8)))")
    }
}

extension TenantPolicy {
    fileprivate var members: JSONObject {
        [
            "outboundAllow": .texts(outboundAllow.map(\.description)), "processes": .texts(processes.names),
            "concurrentRuns": concurrentRuns.map { JSON($0) } ?? nil,
            "lifecycleEvents": .string(lifecycleEvents.rawValue),
            "requireSecondFactor": .string(requireSecondFactor.rawValue),
        ]
    }
}

extension Set<ProcessKind> {
    fileprivate var names: [String] { ProcessKind.allCases.filter(contains).map(\.rawValue) }
}

extension JSON {
    fileprivate static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
