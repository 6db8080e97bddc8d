import JSON
import Testing

@Test func parses() throws {
    let j = try JSON(
        parsing: #"{"a":[1,2.5,9007199254740993,123456789012345678901234567890,"x\u00e9\ud83d\ude00\n"],"b":null}"#)
    #expect(j.text == #"{"a":[1,2.5,9007199254740993,123456789012345678901234567890,"xé😀\n"],"b":null}"#)
    #expect(JSONPointer("/a~1b/~01")?.description == "/a~1b/~01")
}
