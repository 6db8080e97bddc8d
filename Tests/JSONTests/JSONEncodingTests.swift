import JSON
import OrderedCollections
import Testing

private struct Order: Encodable {
    enum State: String, Encodable { case open, closed }

    var number = 7
    var note: String?
    var state = State.open
    var total = 0.1
    var ratio: Float = 0.1
    var tags = ["a", "b"]
    var stock = ["pear": 2, "apple": 1]
    var anything: JSON = ["b": [1, nil], "a": true]
    var members: JSONObject = ["z": 1, "y": 2]
    var optional: JSON?
    var list: [Int?] = [1, nil]
    var large = UInt64.max
}

@Test func `members keep the order of CodingKeys, nil is left out, dictionaries are sorted`() throws {
    #expect(
        try JSON(encoding: Order()).text == """
            {"number":7,"state":"open","total":0.1,"ratio":0.1,"tags":["a","b"],"stock":{"apple":1,"pear":2},\
            "anything":{"b":[1,null],"a":true},"members":{"z":1,"y":2},"list":[1,null],"large":18446744073709551615}
            """)
}

@Test func `scalars, arrays and nothing can stand alone`() throws {
    #expect(try JSON(encoding: "x") == "x")
    #expect(try JSON(encoding: [1, 2]) == [1, 2])
    #expect(try JSON(encoding: String?.none) == nil)
    #expect(try JSON(encoding: [String]()).text == "[]")
    #expect(try JSON(encoding: JSON.number(.literal("1e999"))).text == "1e999")
}

@Test(arguments: [Double.infinity, -Double.infinity, .nan])
func `a number that JSON cannot say is an error`(number: Double) {
    #expect(throws: EncodingError.self) { try JSON(encoding: ["n": number]) }
}

private enum Shape: Codable, Equatable {
    case circle(radius: Int)
    case point
}

private class Animal: Codable {
    var name = "Rex"
}

private final class Dog: Animal {
    enum CodingKeys: CodingKey { case trick }
    var trick = "roll"

    override init() { super.init() }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        trick = try container.decode(String.self, forKey: .trick)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(trick, forKey: .trick)
        try super.encode(to: container.superEncoder())
    }
}

@Test func `what was encoded decodes to the same`() throws {
    #expect(try JSON(encoding: Shape.circle(radius: 2)).text == #"{"circle":{"radius":2}}"#)
    for shape in [Shape.circle(radius: 2), .point] {
        #expect(try JSON(encoding: shape).decode(Shape.self) == shape)
    }
    let duration = Duration.milliseconds(1_500)
    #expect(try JSON(encoding: duration).decode(Duration.self) == duration)
    let dog = try JSON(encoding: Dog())
    #expect(dog.text == #"{"trick":"roll","super":{"name":"Rex"}}"#)
}
