import Testing

@testable import FunctionKit

@Suite struct RateCellTests {
    private let limit = RateLimit(requests: 10, seconds: 1)

    @Test func `an allowance at once, then one for each interval`() {
        var cell = RateCell()
        let start = 1_800_000_000_000_000
        let first = (0..<12).map { _ in cell.take(limit, at: start) }
        #expect(first.filter { $0.wait == nil }.count == 10)
        #expect(first.map(\.remaining) == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0])
        #expect(first[11].wait == 100_000)
        #expect(first[11].refill == 1_000_000)
        #expect(cell.take(limit, at: start + 99_999).wait == 1)
        #expect(cell.take(limit, at: start + 100_000).wait == nil)
        #expect(cell.take(limit, at: start + 100_000).wait == 100_000)
    }

    @Test func `a steady caller at the limit's rate is never refused`() {
        var cell = RateCell()
        #expect((0..<10_000).allSatisfy { cell.take(limit, at: $0 * 100_000).wait == nil })
    }

    @Test func `a clock that is set back refuses nobody for long`() {
        var cell = RateCell()
        _ = cell.take(limit, at: 3_600_000_000)
        #expect(cell.take(limit, at: 0).wait ?? 0 <= 100_000)
    }

    @Test func `callers beyond the limit of cells are forgotten, not refused`() {
        var rates = LocalRates()
        let one = RateLimit(requests: 1, seconds: 60)
        for key in 0...LocalRates.cellLimit { #expect(rates.take(one, for: "\(key)", at: 0).wait == nil) }
        #expect(rates.take(one, for: "0", at: 0).wait == nil)
    }
}
