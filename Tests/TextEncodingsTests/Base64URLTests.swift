import Testing
import TextEncodings

struct Base64URLTests {
    // RFC 4648, section 10, without padding; the last ones show the characters that differ from plain base64.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"), ("?~>", "P34-"), ("?~?", "P34_"),
    ])
    func `writes and reads`(bytes: String, text: String) {
        #expect(Base64URL.encode(bytes.utf8) == text)
        #expect(Base64URL.decode(text.utf8) == Array(bytes.utf8))
    }

    @Test(arguments: ["Zg==", "Zm8=", "Z", "Zm9vY", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm 8", "Zm8\n", "Zmé"])
    func `refuses padding, other alphabets, impossible lengths and second spellings`(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }
}
