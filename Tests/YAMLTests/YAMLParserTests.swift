import JSON
import Testing
import YAML

@Test func `mappings keep their order, keys are texts`() throws {
    let document = try YAML.parse(
        """
        # a comment
        z: [1, {y: 2}]
        on: true
        200: ok
        null: nothing
        "quoted key": |
          two
          lines
        folded: >-
          one
          line
        ? a
        : b
        """.utf8)
    #expect(
        document.value.text == #"""
            {"z":[1,{"y":2}],"on":true,"200":"ok","null":"nothing","quoted key":"two\nlines\n","folded":"one line",\#
            "a":"b"}
            """#)
}

@Test func `a document may be marked, begin with a byte order mark and be JSON`() throws {
    #expect(try YAML.parse("%YAML 1.2\n---\na: 1\n...\n".utf8).value == ["a": 1])
    #expect(try YAML.parse("\u{FEFF}a: é".utf8).value == ["a": "é"])
    #expect(
        try YAML.parse("{\n\t\"a\": [1,\n\t2], \"b\\/\":\"\\u00e9\\0\"}".utf8).value == ["a": [1, 2], "b/": "é\0"])
    #expect(try YAML.parse("just text".utf8).value == "just text")
}

@Test func `aliases repeat what their anchors hold`() throws {
    let document = try YAML.parse(
        """
        base: &base {a: &one 1, b: [2]}
        again: *base
        one: *one
        list: [*base, *one]
        &key name: x
        copy: *key
        redefined: &one 2
        last: *one
        """.utf8)
    #expect(
        document.value.text
            == #"{"base":{"a":1,"b":[2]},"again":{"a":1,"b":[2]},"one":1,"list":[{"a":1,"b":[2]},1],"name":"x","#
            + #""copy":"name","redefined":2,"last":2}"#)
    #expect(try YAML.parse("a: &k key\n*k : 1".utf8).value == ["a": "key", "key": 1])
}

@Test(arguments: [
    ("", "the text is empty: expected a YAML document", 1, 1),
    ("# only a comment\n", "the text is empty: expected a YAML document", 2, 1),
    ("a: 1\n---\nb: 2\n", "expected one document: remove what follows from here on", 2, 1),
    ("a: 1\nb: 2\na: 3\n", #"the key "a" stands twice in its mapping: remove or rename one"#, 3, 1),
    ("x: {a: 1, 'a': 2}\n", #"the key "a" stands twice in its mapping: remove or rename one"#, 1, 11),
    ("1: x\n'1': y\n", #"the key "1" stands twice in its mapping: remove or rename one"#, 2, 1),
    ("? [a]\n: b\n", "a key must be a text, not a list or a mapping", 1, 3),
    ("a: &k [1]\n*k : 1", "a key must be a text, not a list or a mapping", 2, 1),
    ("a: *b\n", "no anchor &b stands before this alias; put quotes around a text that starts with *", 1, 4),
    ("a: &a [1, *a]\n", "the value of &a holds itself", 1, 11),
    ("a: b: c\n", "mapping values are not allowed in this context; put quotes around a text with ': ' in it", 1, 5),
    ("a: \"b\n", "while scanning a quoted scalar: found unexpected end of stream", 2, 1),
    (
        "a:\n\t- b\n",
        "while scanning for the next token: found character that cannot start any token"
            + "; indent with spaces, not tabs, and put quotes around a text that starts with @, ` or %", 2, 1
    ),
    ("é: [1, 2\nb: 1", "while parsing a flow sequence: did not find expected ',' or ']'", 2, 2),
])
func `a text that is no document is an error with its place`(
    text: String, message: String, line: Int, column: Int
) throws {
    let error = try #require(throws: YAMLError.self) { try YAML.parse(text.utf8) }
    #expect(error.description == "\(message) at line \(line), column \(column)")
}

@Test(arguments: [
    ([0x61, 0x3A, 0x0A, 0xC3, 0xA9, 0x20, 0xFF] as [UInt8], 2, 3),
    ([0x61, 0xC0, 0x80], 1, 2),
    ([0x61, 0xED, 0xA0, 0x80], 1, 2),
    ([0x61, 0x3A, 0x20, 0x00], 1, 4),
    ([0x61, 0xC3], 1, 2),
])
func `bytes that are not UTF-8 are an error with their place`(bytes: [UInt8], line: Int, column: Int) throws {
    let error = try #require(throws: YAMLError.self) { try YAML.parse(bytes) }
    #expect(error.message.hasPrefix("the text is not valid UTF-8 or holds a character that YAML does not allow"))
    #expect([error.line, error.column] == [line, column])
}
