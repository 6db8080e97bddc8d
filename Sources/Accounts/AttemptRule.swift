/// How tries to sign in are slowed down: some are free, then each one that fails doubles the time until the next.
///
/// At the longest delay that is 4 guesses an hour, with those before it 25 in the first (ASVS 5.0, 6.3.1; NIST SP 800-63B,
/// section 3.2.2: at most 100).
struct AttemptRule {
    /// Failures after which the first delay begins.
    let freeLimit: Int
    /// How long failures are remembered. A try that succeeds ends an account's memory at once.
    let memory: Duration
    /// Whether that begins anew with each try.
    let isRenewed: Bool

    static let firstDelay = Duration.seconds(1)
    static let longestDelay = Duration.seconds(15 * 60)

    static let account = AttemptRule(freeLimit: accountLimit, memory: .seconds(24 * 60 * 60), isRenewed: true)
    /// Many people may sit behind one, whose mistakes must not add up for ever.
    static let address = AttemptRule(freeLimit: addressLimit, memory: .seconds(60 * 60), isRenewed: false)

    static let accountLimit = 10
    static let addressLimit = 50

    /// How long nothing may be tried after so many failures.
    func delay(after failures: Int) -> Duration {
        guard failures >= freeLimit else { return .zero }
        // Beyond 20 doublings it is the longest anyway.
        return min(Self.longestDelay, Self.firstDelay * (1 << min(failures - freeLimit, 20)))
    }
}
