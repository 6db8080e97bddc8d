import Testing
import TextEncodings

struct Base64Tests {
    // RFC 4648, section 10; the last ones show the characters that differ from base64url.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("?~>", "P34+"), ("?~?", "P34/"),
    ])
    func `writes and reads`(bytes: String, text: String) {
        #expect(Base64.encode(bytes.utf8) == text)
        #expect(Base64.decode(text.utf8) == Array(bytes.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zh==", "Z===", "Zg==Zg==", "P34-", "Zm9v ", "=Zg=", "Zm9\u{e9}"])
    func `reads nothing else`(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }
}
