import OutboundRules
import Testing

@Suite struct OutboundRuleTests {
    @Test func `what is public needs no permission, the rest does`() throws {
        #expect(try refusal("1.1.1.1", allow: []) == nil)
        #expect(try refusal("10.1.2.3", allow: []) == .private)
        #expect(try refusal("10.1.2.3", allow: ["10.0.0.0/8"]) == nil)
        #expect(try refusal("11.1.2.3", allow: ["10.0.0.0/8"]) == nil)
        #expect(try refusal("127.0.0.1", allow: ["10.0.0.0/8", "127.0.0.2", "::1"]) == .loopback)
        #expect(try refusal("::1", allow: ["127.0.0.0/8"]) == .loopback)
        #expect(try refusal("fd12::1", allow: ["fd00::/8"]) == nil)
        #expect(try refusal("10.0.0.1", allow: ["0.0.0.0/0"]) == nil)
        #expect(try refusal("::1", allow: ["::/0"]) == nil)
        #expect(try refusal("::ffff:127.0.0.1", allow: ["127.0.0.1"]) == nil)
        #expect(try refusal("127.0.0.1", allow: ["::ffff:127.0.0.0/104"]) == nil)
        // Where NAT64 leads is not what an IPv4 range allows: another network may stand behind it.
        #expect(try refusal("64:ff9b::10.0.0.1", allow: ["10.0.0.0/8"]) == .private)
    }

    @Test func `a host is allowed by its name, whatever its case, and no other host`() throws {
        #expect(try refusal("10.0.0.1", host: "DB.internal", allow: ["db.Internal"]) == nil)
        #expect(try refusal("10.0.0.1", host: "db.internal.example", allow: ["db.internal"]) == .private)
        #expect(try refusal("10.0.0.1", host: "x.db.internal", allow: ["db.internal"]) == .private)
        #expect(try refusal("10.0.0.1", host: "10.0.0.1", allow: ["db.internal"]) == .private)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.0.0.0/8"), ("10.1.2.3", "10.1.2.3"), ("10.1.2.3/32", "10.1.2.3"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("FD00::/8", "fd00::/8"), ("::1/128", "::1"), ("::/0", "::/0"), ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ("Example.COM", "example.com"), ("localhost", "localhost"), ("a-b.c1", "a-b.c1"),
    ])
    func `destinations as people write them`(text: String, canonical: String) throws {
        let destination = try AllowedDestination(text)
        #expect(destination.description == canonical)
        #expect(try AllowedDestination(canonical) == destination)
    }

    @Test(
        arguments: [
            ("10.0.0.0/33", .prefix(limit: 32)), ("::/129", .prefix(limit: 128)), ("10.0.0.0/", .prefix(limit: 32)),
            ("10.0.0.0/+8", .prefix(limit: 32)), ("10.0.0.0/8/8", .prefix(limit: 32)),
            ("10.0.0.0/-1", .prefix(limit: 32)), ("10.0.0.1/8", .bitsAfterPrefix), ("::1/64", .bitsAfterPrefix),
            ("", .notADestination), ("0x7f.1", .notADestination), ("2130706433", .notADestination),
            ("127.1", .notADestination), ("a..b", .notADestination), ("-a", .notADestination), ("a-", .notADestination),
            ("*.example.com", .notADestination), ("a b", .notADestination), ("http://a", .notADestination),
            ("a:80", .notADestination), ("[::1]", .notADestination), ("fe80::1%eth0", .notADestination),
            ("ü.example", .notADestination), ("example.com.", .notADestination), ("example.com/8", .notADestination),
        ] as [(String, DestinationError)])
    func `what is no destination`(text: String, error: DestinationError) {
        #expect(throws: error) { try AllowedDestination(text) }
        #expect("\(error)".hasPrefix("expected"))
    }

    @Test func `ranges hold ranges`() throws {
        let wide = try AddressRange("10.0.0.0/8")
        #expect(wide.contains(try AddressRange("10.1.0.0/16")))
        #expect(wide.contains(wide))
        #expect(!wide.contains(try AddressRange("0.0.0.0/0")))
        #expect(!wide.contains(try AddressRange("11.0.0.0/16")))
        #expect(!(try AddressRange("::/0").contains(wide)))
    }

    private func refusal(_ address: String, host: String = "example.com", allow: [String]) throws -> AddressClass? {
        let rule = OutboundRule(allow: try allow.map { try AllowedDestination($0) })
        return rule.refusal(of: try #require(IPAddress(address)), host: host)
    }
}
