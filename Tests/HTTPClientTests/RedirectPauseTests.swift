import Testing

@testable import HTTPClient

@Suite struct RedirectPauseTests {
    @Test func `the first redirects are followed at once, then the pauses double`() {
        let pauses = (1...HTTPRequest.redirectLimit).map { Transfer.pause(before: $0) }
        let quick = Transfer.quickRedirects
        #expect(pauses.prefix(quick).allSatisfy { $0 == .zero })
        #expect(pauses[quick] == Transfer.firstPause)
        for (earlier, later) in zip(pauses.dropFirst(quick), pauses.dropFirst(quick + 1)) {
            #expect(later == earlier * 2)
        }
        // All of them are little beside the time that a call has.
        #expect(pauses.reduce(.zero, +) < .seconds(1))
    }
}
