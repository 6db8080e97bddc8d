import Encryption
import Testing

@Suite struct TimeBasedPasswordTests {
    // RFC 6238, appendix B, of SHA-1; the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `codes are those of the standard`(seconds: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(TimeBasedPassword.code(secret, step: seconds / TimeBasedPassword.stepSeconds) == code)
    }
}
