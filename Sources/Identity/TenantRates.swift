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

/// What a tenant has of the rate limits of some requests, in percent.
package struct RateOverride: Sendable, Hashable {
    /// Which requests.
    package struct Scope: Sendable, Hashable {
        /// Its type's name, such as `StartRun`; nil: of every endpoint.
        package let endpoint: String?
        /// Nil: of callers of each class.
        package let callerClass: CallerClass?

        /// - Parameter operation: as the API's description names it, such as `startRun`.
        /// - Returns: nil: it says nothing of a request, or the operation cannot be one.
        package init?(operation: String?, callerClass: CallerClass?) {
            guard operation != nil || callerClass != nil else { return nil }
            if let operation {
                let isName = operation.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: false
                    }
                }
                guard isName, operation.first?.isLowercase == true, operation.utf8.count <= TenantRates.operationLimit
                else {
                    return nil
                }
            }
            endpoint = operation.map { $0.prefix(1).uppercased() + $0.dropFirst() }
            self.callerClass = callerClass
        }

        /// As the API's description names it.
        package var operation: String? { endpoint.map { $0.prefix(1).lowercased() + $0.dropFirst() } }

        fileprivate var encoded: String { (endpoint ?? "") + (callerClass.map { ":\($0.rawValue)" } ?? "") }
    }

    package let scope: Scope
    package let percent: Int

    package init(_ scope: Scope, percent: Int) {
        self.scope = scope
        self.percent = percent
    }

    /// Such as `StartRun=50`, `:automation=20`, `StartRun:interactive=200`.
    package var encoded: String { "\(scope.encoded)=\(percent)" }

    /// Reads what ``encoded`` wrote; nil for any other text.
    package init?(encoded text: some StringProtocol) {
        guard let equals = text.lastIndex(of: "="), let percent = Int(text[text.index(after: equals)...]),
            TenantRates.percentRange.contains(percent)
        else { return nil }
        let parts = text[..<equals].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let callerClass = parts.count == 2 ? CallerClass(rawValue: String(parts[1])) : nil
        guard let endpoint = parts.first, (parts.count == 2) == (callerClass != nil) else { return nil }
        let operation = endpoint.isEmpty ? nil : endpoint.prefix(1).lowercased() + endpoint.dropFirst()
        guard let scope = Scope(operation: operation, callerClass: callerClass) else { return nil }
        self.init(scope, percent: percent)
    }
}
