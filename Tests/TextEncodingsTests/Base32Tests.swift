import Testing
import TextEncodings

@Suite struct Base32Tests {
    // RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `encodes as the standard does, without padding`(text: String, code: String) {
        #expect(Base32.encode(text.utf8) == code)
    }
}
