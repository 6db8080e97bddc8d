import ArgumentParser
import JSON
import Tenants

/// `intelligentic admin set-rate`
struct SetTenantRate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-rate",
        abstract: "Let a tenant send more requests than others, or fewer.",
        discussion: """
            In percent of what each endpoint lets a tenant send: 250 is two and a half times as many, 100 what others have. Where \
            REDIS_… names a Redis, it counts at once; else within half a minute.

            intelligentic admin set-rate Engines 250
            """)

    @Argument(help: "Its id, or its name where no other tenant has it.")
    var tenant: String

    @Argument(help: "From 1 to 10000.")
    var percent: Int

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        let range = TenantStore.ratePercentRange
        guard range.contains(percent) else {
            throw ValidationError("The percentage must be from \(range.lowerBound) to \(range.upperBound).")
        }
    }

    func run() throws {
        let changed = try TenantAdministration.setRate(percent == 100 ? nil : percent, tenant)
        let answer: JSON = ["id": .string("\(changed.id)"), "ratePercent": JSON(changed.ratePercent ?? 100)]
        let text = "The tenant \(changed.name), \(changed.id), has \(percent) % of each rate limit."
        Terminal.output.write(json ? answer.printableText : text.printable)
    }
}
