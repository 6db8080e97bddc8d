import JSON
import Testing
import YAML

private let text = """
    # comment
    document:
      name: x
      "a/b":
        deep
    do:
      - first:
          set: {a: 1,
            b: 2}
      -
        second: &anchor
          - one
          - two
      - third: *anchor
    """

@Test(arguments: [
    ("", 2), ("/document", 2), ("/document/name", 3), ("/document/a~1b", 4), ("/do", 6), ("/do/0", 7),
    ("/do/0/first", 7), ("/do/0/first/set/a", 8), ("/do/0/first/set/b", 9), ("/do/1/second", 11),
    ("/do/1/second/1", 13), ("/do/2/third", 14), ("/do/2/third/1", 13),
])
func `a pointer has the line of its key or element`(pointer: String, line: Int) throws {
    let document = try YAML.parse(text.utf8)
    #expect(document.line(of: try #require(JSONPointer(pointer))) == line)
}

@Test(arguments: ["/nothing", "/do/9", "/do/x", "/document/name/deeper"])
func `a place that is not there has no line`(pointer: String) throws {
    let document = try YAML.parse(text.utf8)
    #expect(document.line(of: try #require(JSONPointer(pointer))) == nil)
}
