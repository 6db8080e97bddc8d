import JSON
import Testing
import YAML

@Test(arguments: [
    ("true", "true"), ("True", "true"), ("FALSE", "false"),
    ("null", "null"), ("~", "null"), ("", "null"), ("NULL", "null"),
    ("12", "12"), ("-3", "-3"), ("+5", "5"), ("007", "7"), ("0", "0"), ("-0", "0"),
    ("0o17", "15"), ("0x1F", "31"), ("0xff", "255"),
    ("1.5", "1.5"), (".5", "0.5"), ("1.", "1"), ("-1.5e3", "-1500"), ("1e2", "100"), ("1E-2", "0.01"),
    ("00.50", "0.5"), ("9007199254740993", "9007199254740993"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
])
func `digest 4: the core schema resolves plain scalars`(plain: String, json: String) throws {
    #expect(try YAML.parse("a: \(plain)".utf8).value["a"]?.text == json)
}

@Test(arguments: [
    "yes", "no", "on", "off", "y", "n", "tRUE", "nUll", "2026-11-24", "12:30", "1_000", "0b1", "0o8", "0x", "0xg", "0o",
    "1e", "1.2.3", "+", ".", "e5", "0.1.0", "1 2", "--1", "+-1", "0x-1", "0x+1", "<<", "=", "१", ".infinity",
    "0xfffffffffffffffff",
])
func `digest 4: everything else is text`(plain: String) throws {
    #expect(try YAML.parse("a: \(plain)".utf8).value["a"] == .string(plain))
}

@Test(arguments: [#""12""#, "'12'", "|-\n  12", ">-\n  12", "!!str 12", #"!!str "12""#])
func `a quoted scalar, a block and !!str are text`(scalar: String) throws {
    #expect(try YAML.parse("a: \(scalar)".utf8).value["a"] == "12")
}

@Test(arguments: [
    (#"!!int "12""#, "12"), ("!!float 1", "1"), (#"!!bool "true""#, "true"), (#"!!null """#, "null"),
    ("!!seq [1]", "[1]"), ("!!map {a: 1}", #"{"a":1}"#),
])
func `a tag of the core schema decides`(scalar: String, json: String) throws {
    #expect(try YAML.parse("a: \(scalar)".utf8).value["a"]?.text == json)
}

@Test(arguments: [
    (".inf", ".inf has no JSON form; put quotes around it if it is a text"),
    ("-.INF", "-.INF has no JSON form; put quotes around it if it is a text"),
    (".NaN", ".NaN has no JSON form; put quotes around it if it is a text"),
    ("!!int x", #""x" is not what its tag !!int says"#),
    ("!!int 1.5", #""1.5" is not what its tag !!int says"#),
    ("!!bool 1", #""1" is not what its tag !!bool says"#),
    ("!!binary aGk=", "the tag tag:yaml.org,2002:binary is not known; the values of a document are those of JSON"),
    ("!mine x", "the tag !mine is not known; the values of a document are those of JSON"),
    ("!!seq {}", "the tag tag:yaml.org,2002:seq is not known; the values of a document are those of JSON"),
])
func `a scalar that JSON cannot say is an error`(scalar: String, message: String) throws {
    let error = try #require(throws: YAMLError.self) { try YAML.parse("x: 1\na: \(scalar)".utf8) }
    #expect(error.description == "\(message) at line 2, column 4")
}
