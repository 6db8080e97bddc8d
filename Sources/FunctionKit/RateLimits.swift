internal import Identity
internal import JSON

/// The rate limits of a function's endpoints, as its manifest declares them: one for each class of callers.
struct RateLimits: Sendable {
    /// The name of the limit for all endpoints that have none of their own.
    static let each = "each"
    static let scaleRange = 1...1_000_000

    private let named: [String: RateLimit]
    /// Of callers with API keys, where that is another one.
    private let automation: [String: RateLimit]
    private let scale: Int
    /// How many requests a tenant may send on a day that has no number of its own; nil: any number.
    let daily: Int?

    /// Reads `RATE_LIMITS`, such as `{"each":{"requests":600,"seconds":60},"LogIn":{…}}`, and `RATE_LIMIT_SCALE`, which
    /// multiplies all of them. A limit may have `"automation":{"requests":…,"seconds":…}`. And `REQUESTS_PER_DAY`.
    ///
    /// - Throws: what is wrong with them. A name that is no endpoint's would be a limit that nobody keeps.
    init(_ environment: Environment, endpoints: [any Endpoint]) throws(EnvironmentError) {
        scale = try environment.count("RATE_LIMIT_SCALE", in: Self.scaleRange, else: 1)
        daily = try environment.count(TenantRates.requestsPerDayVariable, in: TenantRates.dayRange)
        guard let text = environment["RATE_LIMITS"] else {
            (named, automation) = ([:], [:])
            return
        }
        guard let limits = (try? JSON(parsing: Array(text.utf8)))?.object else {
            throw EnvironmentError(description: "RATE_LIMITS must be a JSON object")
        }
        let known = [Self.each] + endpoints.map { type(of: $0).name }.sorted()
        var named: [String: RateLimit] = [:]
        var automation: [String: RateLimit] = [:]
        for (name, limit) in limits {
            guard known.contains(name) else {
                throw EnvironmentError(
                    description: "RATE_LIMITS has \(name), expected one of \(known.joined(separator: ", "))")
            }
            named[name] = try Self.read(limit, name)
            if let own = limit[CallerClass.automation.rawValue] { automation[name] = try Self.read(own, name) }
        }
        self.named = named
        self.automation = automation
    }

    private static func read(_ limit: JSON, _ name: String) throws(EnvironmentError) -> RateLimit {
        guard let requests = limit["requests"]?.int, RateLimit.requestRange.contains(requests),
            let seconds = limit["seconds"]?.int, RateLimit.secondRange.contains(seconds)
        else {
            throw EnvironmentError(description: "RATE_LIMITS: \(name) must be {\"requests\": …, \"seconds\": …}")
        }
        return RateLimit(requests: requests, seconds: seconds)
    }

    /// The limit of an endpoint for callers of one class; where nobody is signed in, that of people. What a tenant has of it other
    /// than others stands in Redis: see ``GateScript``.
    subscript(endpoint: String, callerClass: CallerClass = .interactive) -> RateLimit {
        let name = named[endpoint] == nil ? Self.each : endpoint
        let own = callerClass == .automation ? automation[name] : nil
        return (own ?? named[name] ?? .standard).scaled(scale)
    }
}
