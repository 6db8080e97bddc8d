import Identity
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2026-11-24T02:07:52Z", "2026-11-24T02:07:52.000000Z"),
        ("2026-11-24T02:07:52.5+01:30", "2026-11-24T00:37:52.500000Z"),
        ("2026-11-24 02:07:52.123456", "2026-11-24T02:07:52.123456Z"),
        ("1969-12-31T23:59:59.9z", "1969-12-31T23:59:59.900000Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z"),
    ])
    func `a time is read`(text: String, written: String) throws {
        let time = try #require(Timestamp(text))
        #expect(time.description == written)
        #expect(Timestamp(written) == time)
    }

    @Test(arguments: [
        // Found by fuzzing: these ended the process, or gave times that cannot be written.
        "2026-11-24T02:07:52+9223372036854775807:00", "2026-11-24T02:07:52+00:9223372036854775807",
        "2026-11-24T02:07:52-9223372036854775:00", "-001-11-24T02:07:52Z", "+026-11-24T02:07:52Z",
        "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-+1-24T02:07:52Z", "2026-11-24T02:07:52+24:00",
        "2026-11-24T02:07:52+1:00", "2026-11-24T02:07:52+00:60", "2026-11-24T02:07:52+01-00", "2026-11-24T02:07", "",
    ])
    func `what is none is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
