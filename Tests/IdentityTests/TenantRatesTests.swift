import Testing

@testable import Identity

@Suite struct TenantRatesTests {
    private func scope(_ operation: String?, _ callerClass: CallerClass? = nil) throws -> RateOverride.Scope {
        try #require(RateOverride.Scope(operation: operation, callerClass: callerClass))
    }

    @Test func `what is written is read again`() throws {
        var rates = TenantRates(percent: 250, requestsPerDay: 1_000)
        #expect(rates.override(try scope("startRun"), by: 50))
        #expect(rates.override(try scope("startRun", .automation), by: 10_000))
        #expect(rates.override(try scope(nil, .interactive), by: 1))
        #expect(rates.encoded == " x250 d1000 :interactive=1 StartRun:automation=10000 StartRun=50")
        for override in rates.overrides { #expect(RateOverride(encoded: override.encoded) == override) }
        #expect(rates.overrides[1].scope.operation == "startRun")
        #expect(TenantRates().encoded.isEmpty)
    }

    @Test func `one of each kind counts, they can be taken back, and there are not more than the limit`() throws {
        var rates = TenantRates()
        for percent in [10, 20] { #expect(rates.override(try scope("showRun"), by: percent)) }
        #expect(rates.overrides.map(\.percent) == [20])
        #expect(rates.override(try scope("showRun"), by: nil) && rates.overrides.isEmpty)
        let names = (0...TenantRates.overrideLimit).map { "o\($0)" }
        for name in names.dropLast() { #expect(rates.override(try scope(name), by: 50)) }
        #expect(!rates.override(try scope(names.last), by: 50))
        #expect(rates.override(try scope("o1"), by: 60))
        #expect(rates.overrides.count == TenantRates.overrideLimit)
    }

    @Test(arguments: [
        "", "=50", "StartRun", "StartRun=", "StartRun=0", "StartRun=10001", ":robot=50", "Start Run=5", "a:b:c=1",
    ])
    func `nothing else is an override`(text: String) {
        #expect(RateOverride(encoded: text) == nil)
    }

    @Test(arguments: ["", "StartRun", "start-run", "start run", "é", String(repeating: "a", count: 64)])
    func `no operation is called so`(operation: String) {
        #expect(RateOverride.Scope(operation: operation, callerClass: nil) == nil)
    }
}
