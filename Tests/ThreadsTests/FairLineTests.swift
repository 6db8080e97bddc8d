import Testing

@testable import Threads

@Suite struct FairLineTests {
    private func line(_ entries: (String, Int)...) -> FairLine<String, Int> {
        var line = FairLine<String, Int>()
        for (owner, element) in entries { line.append(element, of: owner) }
        return line
    }

    private func rest(_ line: FairLine<String, Int>) -> [Int] {
        var line = line
        var taken: [Int] = []
        while let next = line.removeFirst() { taken.append(next) }
        return taken
    }

    @Test func `owners take turns, and each one's order is kept`() {
        var line = line(("many", 1), ("many", 2), ("many", 3), ("few", 11), ("few", 12), ("one", 21))
        #expect(rest(line) == [1, 11, 21, 2, 12, 3])
        let first = line.removeFirst()
        #expect(first == 1)
        // Who comes back is last, whoever had a turn since.
        line.append(31, of: "new")
        #expect(rest(line) == [11, 21, 2, 31, 12, 3])
    }

    @Test func `whose turn it cannot be keeps it`() {
        var line = line(("full", 1), ("full", 2), ("free", 11))
        let free = line.removeFirst { $0 != "full" }
        let none = line.removeFirst { $0 != "full" }
        #expect(free == 11 && none == nil)
        line.append(12, of: "free")
        #expect(rest(line) == [1, 12, 2])
    }

    @Test func `what is taken out is in no line`() {
        var line = line(("a", 1), ("a", 2), ("b", 3), ("b", 4))
        let removed = line.removeAll { [1, 3, 4].contains($0) }
        #expect(Set(removed) == [1, 3, 4])
        #expect(line.count == 1 && line.owners == ["a"])
        line.append(5, of: "b")
        #expect(rest(line) == [2, 5] && Array(line.elements) == [2, 5])
    }
}
