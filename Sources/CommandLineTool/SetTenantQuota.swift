import ArgumentParser
import JSON
import Tenants

/// `intelligentic admin set-quota`
struct SetTenantQuota: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-quota", abstract: "Say how many runs of a tenant may begin on a day (UTC).",
        discussion: """
            Without a number the tenant has what RUNS_PER_DAY says, or no limit. It counts within ten seconds.

            intelligentic admin set-quota Engines --runs-per-day 10000
            """)

    @Argument(help: "Its id, or its name where no other tenant has it.")
    var tenant: String

    @Option(help: "From 1 to 100000000.")
    var runsPerDay: Int?

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        guard (1...100_000_000).contains(runsPerDay ?? 1) else {
            throw ValidationError("--runs-per-day must be from 1 to 100000000.")
        }
    }

    func run() throws {
        let changed = try TenantAdministration.setQuota(runsPerDay: runsPerDay, tenant)
        let answer: JSON = [
            "id": .string("\(changed.id)"), "runsPerDay": changed.runsPerDay.map { JSON($0) } ?? nil,
        ]
        let number = changed.runsPerDay.map(String.init) ?? "as many runs as the installation says"
        let text = "Of the tenant \(changed.name), \(changed.id), \(number) may begin on a day."
        Terminal.output.write(json ? answer.printableText : text.printable)
    }
}
