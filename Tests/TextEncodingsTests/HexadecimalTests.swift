import Testing
import TextEncodings

@Suite struct HexadecimalTests {
    @Test func `bytes are two small digits each`() {
        #expect(Hexadecimal.encode([0, 15, 160, 255]) == "000fa0ff")
        #expect(Hexadecimal.decode("000fa0ff") == [0, 15, 160, 255])
        #expect(Hexadecimal.decode("")?.isEmpty == true)
    }

    @Test(arguments: ["0", "000", "0A", "0g", "0x00", " 00", "é0"])
    func `refuses anything else`(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }
}
