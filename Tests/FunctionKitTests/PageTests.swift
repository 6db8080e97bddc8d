import FunctionKit
import Identity
import JSON
import Testing

@Suite struct PageTests {
    @Test func `a list comes in pages, each item once`() throws {
        try RunningFunction.run { (function) throws in
            var items: [JSON] = []
            var sizes: [Int] = []
            var next: String?
            repeat {
                let answer = try function.get("/list?limit=2" + (next.map { "&cursor=\($0)" } ?? "")).json
                items += try #require(answer["items"]?.array)
                sizes.append(try #require(answer["items"]?.array?.count))
                next = answer["nextCursor"]?.string
            } while next != nil
            #expect(items == EchoFunction.ListItems.ids.map { .string($0.description) })
            #expect(sizes == [2, 2, 1])
        }
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=x", "cursor=x"])
    func `bad limits and cursors are problems`(query: String) throws {
        try RunningFunction.run { (function) throws in
            #expect(try function.get("/list?\(query)").problem == "invalid_parameter")
        }
    }
}
