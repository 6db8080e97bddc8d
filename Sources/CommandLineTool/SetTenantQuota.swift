import ArgumentParser
import Identity
import JSON
import Tenants

/// `intelligentic admin set-quota`
struct SetTenantQuota: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-quota",
        abstract: "Say how many runs and requests a tenant may have on a day (UTC), and how many bytes it may keep.",
        discussion: """
            `default` takes a number back: then the tenant has what RUNS_PER_DAY, REQUESTS_PER_DAY and STORED_BYTES say, or no limit. Runs \
            count within ten seconds, bytes within half a minute; requests at once where REDIS_… names a Redis, else within half a minute.

            intelligentic admin set-quota Engines --runs-per-day 10000 --requests-per-day 500000 --stored-bytes 20000000000
            """)

    @Argument(help: "Its id, or its name where no other tenant has it.")
    var tenant: String

    @Option(help: "From 1 to 100000000, or `default`.")
    var runsPerDay: NumberOrDefault?

    @Option(help: "From 1 to 1000000000000, or `default`.")
    var requestsPerDay: NumberOrDefault?

    @Option(help: "From 1000000 to 1000000000000000, or `default`.")
    var storedBytes: NumberOrDefault?

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        try runsPerDay?.check("--runs-per-day", 1...100_000_000)
        try requestsPerDay?.check("--requests-per-day", TenantRates.dayRange)
        try storedBytes?.check("--stored-bytes", StorageQuota.range)
        guard runsPerDay != nil || requestsPerDay != nil || storedBytes != nil else {
            throw ValidationError("Say at least one of --runs-per-day, --requests-per-day and --stored-bytes.")
        }
    }

    func run() throws {
        let changed = try TenantAdministration.setQuotas(of: tenant) { quotas in
            if let runsPerDay { quotas.runsPerDay = runsPerDay.number }
            if let requestsPerDay { quotas.requestsPerDay = requestsPerDay.number }
            if let storedBytes { quotas.storedBytes = storedBytes.number }
        }
        let quotas = changed.quotas
        func number(_ number: Int?) -> String { number.map(String.init) ?? "as many as the installation says" }
        let answer = JSON.object(quotas.audited.object?.merging(["id": .string("\(changed.id)")]) { $1 } ?? [:])
        let text = """
            The tenant \(changed.name), \(changed.id), may have
              runs a day      \(number(quotas.runsPerDay))
              requests a day  \(number(quotas.requestsPerDay))
              stored bytes    \(number(quotas.storedBytes))
            """
        Terminal.output.write(json ? answer.printableText : text.printable)
    }
}
