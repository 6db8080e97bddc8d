/// How often one endpoint may be called: by a tenant, by a person where it only asks who is signed in, or where nobody is, from an
/// address.
///
/// The generic cell rate algorithm (GCRA) holds it: up to ``requests`` at once, and one more whenever ``interval`` has passed.
package struct RateLimit: Sendable, Hashable {
    package let requests: Int
    package let seconds: Int

    /// Where no manifest says otherwise.
    static let standard = RateLimit(requests: 3_000, seconds: 60)
    static let requestRange = 1...1_000_000_000
    static let secondRange = 1...86_400

    package init(requests: Int, seconds: Int) {
        self.requests = requests
        self.seconds = seconds
    }

    /// Microseconds until a used request comes back.
    var interval: Int { max(1, seconds * 1_000_000 / requests) }

    /// Microseconds that a full allowance is worth.
    var allowance: Int { interval * requests }

    /// As much of it as a tenant has, in percent; at least one request.
    func scaled(percent: Int) -> RateLimit {
        let scaled = requests.multipliedReportingOverflow(by: percent)
        let most = Self.requestRange.upperBound
        return RateLimit(
            requests: scaled.overflow ? most : min(max(scaled.partialValue / 100, 1), most), seconds: seconds)
    }

    func scaled(_ factor: Int) -> RateLimit {
        RateLimit(requests: min(requests * factor, Self.requestRange.upperBound), seconds: seconds)
    }
}
