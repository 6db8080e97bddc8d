import Identity
import Testing

@Test func roundTrip() throws {
    let id = TenantID()
    #expect(TenantID(id.description) == id)
    #expect(TenantID(bytes: id.bytes) == id)
    #expect(Timestamp("2026-11-24T02:07:52.5+01:00")?.description == "2026-11-24T01:07:52.500000Z")
    #expect(Timestamp(Timestamp.now.description) != nil)
}
