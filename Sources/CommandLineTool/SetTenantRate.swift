import ArgumentParser
import Identity
import JSON
import Tenants

/// `intelligentic admin set-rate`
struct SetTenantRate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-rate",
        abstract: "Let a tenant send more requests than others, or fewer.",
        discussion: """
            In percent of what each endpoint lets a tenant send: 250 is two and a half times as many, 100 what others have. With --operation, \
            --class or both it holds for those requests only; the one that says most of a request counts, and `default` takes it back. \
            Where REDIS_… names a Redis, it counts at once; else within half a minute.

            intelligentic admin set-rate Engines 250
            intelligentic admin set-rate Engines 50 --class automation
            intelligentic admin set-rate Engines 1000 --operation startRun
            """)

    @Argument(help: "Its id, or its name where no other tenant has it.")
    var tenant: String

    @Argument(help: "From 1 to 10000, or `default`.")
    var percent: NumberOrDefault

    @Option(help: "Of one operation, as the API's description names it, such as startRun.")
    var operation: String?

    @Option(
        name: .customLong("class"),
        help: "Of `interactive` callers, who signed in, or of `automation`, which has API keys.")
    var callerClass: String?

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        try percent.check("The percentage", TenantRates.percentRange)
        _ = try scope()
    }

    private func scope() throws -> RateOverride.Scope? {
        let named = callerClass.flatMap(CallerClass.init)
        guard (named == nil) == (callerClass == nil) else {
            throw ValidationError("--class must be interactive or automation.")
        }
        if operation == nil, named == nil { return nil }
        guard let scope = RateOverride.Scope(operation: operation, callerClass: named) else {
            throw ValidationError("--operation must be an operationId of the API's description, such as startRun.")
        }
        return scope
    }

    func run() throws {
        let scope = try scope()
        // Of all requests 100 is what others have: nothing of its own.
        let number = scope == nil && percent.number == 100 ? nil : percent.number
        let changed = try TenantAdministration.setRate(number, of: scope, tenant)
        let answer = JSON.object(changed.rates.audited.object?.merging(["id": .string("\(changed.id)")]) { $1 } ?? [:])
        let share = number.map { "\($0) %" } ?? "what others have"
        let requests = [operation.map { "of \($0)" }, callerClass.map { "of \($0) callers" }].compactMap(\.self)
        let text = "The tenant \(changed.name), \(changed.id), has \(share) of each rate limit"
        Terminal.output.write(
            json ? answer.printableText : ([text] + requests).joined(separator: " ").printable + ".")
    }
}
