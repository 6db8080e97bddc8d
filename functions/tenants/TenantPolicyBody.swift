internal import FunctionKit
internal import JSON
internal import OutboundRules
internal import Policies

/// A policy as requests carry it.
struct TenantPolicyBody: Decodable {
    /// The most bytes of a request with a policy: all entries at their limit, escaped.
    static let limit = 256 * 1_024

    let outboundAllow: [String]
    let processes: [String]
    let concurrentRuns: Int?
    let lifecycleEvents: String?
    let requireSecondFactor: String?

    static let schema = Schema.object(
        [
            "outboundAllow": .array(
                of: .string(length: 1...AllowedDestination.hostLimit),
                """
                Where workflows may connect to although it is not public: an address, a range of them such as 10.0.0.0/8, \
                or the name of a host as the URL has it. At most \(TenantPolicy.outboundAllowLimit).
                """),
            "processes": .array(of: .choice(ProcessKind.allCases.map(\.rawValue)), "What workflows may start."),
            "concurrentRuns": Schema.integer(
                """
                The most runs that workers execute at a time; those that wait for a time, an event or another run do not \
                count. Without it \(TenantPolicy.standardConcurrentRuns).
                """,
                in: TenantPolicy.concurrentRunsRange
            ).orNull,
            "lifecycleEvents": Schema.choice(
                LifecycleEvents.allCases.map(\.rawValue),
                """
                What runs tell of themselves as events, which other runs may listen for: nothing, which is so without it, \
                what becomes of them, or also what becomes of each task. Each event is stored.
                """
            ).orNull,
            "requireSecondFactor": Schema.choice(
                SecondFactorRequirement.allCases.map(\.rawValue),
                """
                Whose sessions may do nothing without a second factor but set one up: nobody's, which is so without it, \
                those of members with the role admin, or all. Counts from a session's next refresh or login on.
                """
            ).orNull,
        ], optional: ["concurrentRuns", "lifecycleEvents", "requireSecondFactor"], isClosed: true
    ).named("NewTenantPolicy")

    /// - Throws: a ``Problem`` 422 `policy_invalid` that names all that is wrong.
    func checked(within ceiling: PolicyCeiling) throws(Problem) -> TenantPolicy {
        var errors: [ProblemDetail] = []
        func note(_ message: String, _ tokens: String...) {
            errors.append(ProblemDetail(pointer: JSONPointer(tokens: tokens), message: message))
        }
        if outboundAllow.count > TenantPolicy.outboundAllowLimit {
            note(
                "expected at most \(TenantPolicy.outboundAllowLimit) entries, found \(outboundAllow.count)",
                "outboundAllow")
        }
        var destinations: [AllowedDestination] = []
        for (index, entry) in outboundAllow.prefix(TenantPolicy.outboundAllowLimit).enumerated() {
            do {
                let destination = try AllowedDestination(entry)
                if !ceiling.permits(destination) { note(Self.notPermitted, "outboundAllow", "\(index)") }
                if !destinations.contains(destination) { destinations.append(destination) }
            } catch {
                note("\(error)", "outboundAllow", "\(index)")
            }
        }
        let kinds = ProcessKind.allCases.count
        if processes.count > kinds { note("expected at most \(kinds) entries", "processes") }
        let known = ProcessKind.allCases.map(\.rawValue).joined(separator: ", ")
        for (index, entry) in processes.prefix(kinds).enumerated() {
            guard let kind = ProcessKind(rawValue: entry) else {
                note("expected one of \(known)", "processes", "\(index)")
                continue
            }
            if !ceiling.permits(kind) { note(Self.notPermitted, "processes", "\(index)") }
        }
        if let concurrentRuns, !TenantPolicy.concurrentRunsRange.contains(concurrentRuns) {
            let range = TenantPolicy.concurrentRunsRange
            note("expected \(range.lowerBound) to \(range.upperBound)", "concurrentRuns")
        }
        let events = LifecycleEvents(rawValue: lifecycleEvents ?? LifecycleEvents.none.rawValue)
        if let events {
            if !ceiling.permits(events) { note(Self.notPermitted, "lifecycleEvents") }
        } else {
            let known = LifecycleEvents.allCases.map(\.rawValue).joined(separator: ", ")
            note("expected one of \(known)", "lifecycleEvents")
        }
        let factor = SecondFactorRequirement(rawValue: requireSecondFactor ?? SecondFactorRequirement.none.rawValue)
        if factor == nil {
            let known = SecondFactorRequirement.allCases.map(\.rawValue).joined(separator: ", ")
            note("expected one of \(known)", "requireSecondFactor")
        }
        guard errors.isEmpty else { throw .policyInvalid.with(errors: errors) }
        return TenantPolicy(
            outboundAllow: destinations, processes: Set(processes.compactMap(ProcessKind.init)),
            concurrentRuns: concurrentRuns, lifecycleEvents: events ?? .none,
            requireSecondFactor: factor ?? .none)
    }

    private static let notPermitted =
        "this installation does not permit it (see permitted in GET /api/v1/tenant/policy); its operator can"
}
