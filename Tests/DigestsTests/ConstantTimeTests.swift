import Digests
import Testing

struct ConstantTimeTests {
    @Test(arguments: [("", ""), ("a", "a"), ("secret", "secret")])
    func `what is the same is the same`(one: String, other: String) {
        #expect(ConstantTime.isEqual(one.utf8, other.utf8))
    }

    @Test(arguments: [
        ("", "a"), ("a", ""), ("secret", "Secret"), ("secret", "secreT"), ("secret", "secre"), ("secre", "secret"),
        ("ab", "ba"), ("\u{1}\u{2}", "\u{2}\u{1}"),
    ])
    func `a difference anywhere is one`(one: String, other: String) {
        #expect(!ConstantTime.isEqual(one.utf8, Array(other.utf8)))
    }

    @Test func `random bytes are as many as asked for, and others each time`() {
        #expect(RandomBytes.make(0) == [])
        #expect(RandomBytes.make(32).count == 32)
        #expect(RandomBytes.make(32) != RandomBytes.make(32))
    }
}
