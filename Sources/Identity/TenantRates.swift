/// What a tenant may send other than others, as the operator says.
package struct TenantRates: Sendable, Hashable {
    /// Of a rate limit that a tenant has: from a hundredth to a hundred times.
    package static let percentRange = 1...10_000
    /// Requests a day that an operator may permit.
    package static let dayRange = 1...1_000_000_000_000
    /// The variable that says how many requests each tenant may send on a day that has no number of its own.
    package static let requestsPerDayVariable = "REQUESTS_PER_DAY"
    /// The most overrides of a tenant: every request of it reads them in Redis.
    package static let overrideLimit = 20
    /// In bytes, of an operation's id.
    package static let operationLimit = 63

    /// What it has of each rate limit, in percent; nil: all of it.
    package var percent: Int?
    /// The one that says most of a request counts in place of ``percent``: operation and class, operation, class.
    package private(set) var overrides: [RateOverride]
    /// How many requests it may send on a day (UTC); nil: as many as the installation says.
    package var requestsPerDay: Int?

    package init(percent: Int? = nil, overrides: [RateOverride] = [], requestsPerDay: Int? = nil) {
        self.percent = percent
        self.overrides = overrides
        self.requestsPerDay = requestsPerDay
    }

    /// As a tenant's row has it.
    ///
    /// - Parameter overrides: their ``RateOverride/encoded``, with spaces between; what this version does not know changes nothing.
    package init(percent: Int?, overrides: String?, requestsPerDay: Int?) {
        self.init(
            percent: percent,
            overrides: (overrides ?? "").split(separator: " ").compactMap { RateOverride(encoded: $0) },
            requestsPerDay: requestsPerDay)
    }

    /// Puts an override in place of the one for the same requests.
    ///
    /// - Parameter percent: nil: there is none any more.
    /// - Returns: false: there are ``overrideLimit`` already.
    package mutating func override(_ scope: RateOverride.Scope, by percent: Int?) -> Bool {
        var others = overrides.filter { $0.scope != scope }
        if let percent { others.append(RateOverride(scope, percent: percent)) }
        guard others.count <= Self.overrideLimit else { return false }
        overrides = others.sorted { $0.encoded < $1.encoded }
        return true
    }

    /// What stands behind the generation of a tenant in Redis, such as ` x250 d10000 StartRun=50`; empty for most tenants. The
    /// script of the gate reads it, and every version of a program must understand what the one before wrote.
    package var encoded: String {
        (percent.map { " x\($0)" } ?? "") + (requestsPerDay.map { " d\($0)" } ?? "")
            + overrides.map { " " + $0.encoded }.joined()
    }
}
