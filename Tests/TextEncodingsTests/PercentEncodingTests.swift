import Testing
import TextEncodings

struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("aZ09-._~", "aZ09-._~"), ("a b", "a%20b"), ("é/?#&=+%", "%C3%A9%2F%3F%23%26%3D%2B%25"),
        ("\n", "%0A"),
    ])
    func `writes what can stand anywhere in a URL, and reads it again`(text: String, encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test func `keeps what it is told to keep`() {
        #expect(PercentEncoding.encode("a,b;c é", keeping: ",;") == "a,b;c%20%C3%A9")
    }

    @Test(arguments: [("a b", "a+b"), ("a+b", "a%2Bb"), ("é", "%C3%A9"), ("a=b&c", "a%3Db%26c")])
    func `writes and reads values of forms`(text: String, encoded: String) {
        #expect(PercentEncoding.encodeForm(text) == encoded)
        #expect(PercentEncoding.decode(encoded, plusIsSpace: true) == text)
    }
}
