import Testing

@testable import JSON

/// What values take in memory.
@Suite struct JSONFootprintTests {
    private func bytes(_ values: JSON...) -> Int {
        var footprint = JSONFootprint()
        for value in values { footprint.add(value) }
        return footprint.bytes
    }

    @Test func `a text counts its bytes, an array of numbers more than its text`() {
        let text = JSON.string(String(repeating: "x", count: 1_000_000))
        #expect((1_000_000..<1_001_000).contains(bytes(text)))
        let numbers = JSON.array(Array(repeating: 1, count: 100_000))
        #expect(bytes(numbers) >= 100_000 * MemoryLayout<JSON>.stride)
        #expect(bytes(1, true, nil, "short") == 0)
        #expect(bytes(["name": text]) > 1_000_000)
    }

    @Test func `what is shared counts once`() {
        let text = JSON.string(String(repeating: "x", count: 1_000_000))
        let list = JSON.array([text, text, ["again": text]])
        let object: JSON = ["a": list, "b": list, "c": text]
        #expect(bytes(list, object, object) < 1_010_000)
        let other = JSON.string(String(repeating: "y", count: 1_000_000))
        #expect(bytes(list, other) > 2_000_000)
    }
}
