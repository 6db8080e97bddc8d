import ArgumentParser
import JSON

/// `intelligentic tenant policy set`
struct SetTenantPolicy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Put another policy in place of the present one.",
        discussion: """
            What is not named is not allowed any more; without options nothing is. For admins of the tenant.

            intelligentic tenant policy set --outbound-allow 10.20.0.0/16 --outbound-allow billing.internal --process shell
            """)

    @Option(
        help: ArgumentHelp(
            "An address, a range of them or the name of a host where workflows may connect to although it is not public. Again for more.",
            valueName: "destination"))
    var outboundAllow: [String] = []

    @Option(
        help: ArgumentHelp("shell, script or container: what workflows may start. Again for more.", valueName: "kind"))
    var process: [String] = []

    @Option(help: "The most runs that workers execute at a time; else the platform's standard.")
    var concurrentRuns: Int?

    @Option(
        help: ArgumentHelp(
            "none, workflow or all: what runs tell of themselves as events. Without it nothing.", valueName: "level"))
    var lifecycleEvents: String?

    @Option(
        help: ArgumentHelp(
            "none, admins or all: whose sessions may do nothing without a second factor. Without it nobody's.",
            valueName: "members"))
    var requireSecondFactor: String?

    @OptionGroup var options: PlatformOptions

    func run() throws {
        var policy: JSONObject = [
            "outboundAllow": .array(outboundAllow.map { .string($0) }),
            "processes": .array(process.map { .string($0) }),
            "concurrentRuns": concurrentRuns.map { JSON($0) } ?? nil,
        ]
        policy["lifecycleEvents"] = lifecycleEvents.map { .string($0) }
        policy["requireSecondFactor"] = requireSecondFactor.map { .string($0) }
        options.show(try options.platform().put(TenantPolicyCommands.path, .object(policy))) { Outline($0).lines }
    }
}
