import OutboundRules
import Testing

@Suite struct AddressClassTests {
    @Test(
        arguments: [
            ("0.0.0.0", .unspecified), ("0.1.2.3", .unspecified), ("::", .unspecified), ("127.0.0.1", .loopback),
            ("127.255.255.255", .loopback), ("::1", .loopback), ("169.254.0.1", .linkLocal), ("fe80::1", .linkLocal),
            ("febf::1", .linkLocal), ("169.254.169.254", .metadata), ("fd00:ec2::254", .metadata),
            ("100.100.100.200", .metadata), ("168.63.129.16", .metadata), ("10.0.0.0", .private),
            ("10.255.255.255", .private), ("172.16.0.1", .private), ("172.31.255.255", .private),
            ("192.168.1.1", .private), ("100.64.0.1", .private), ("100.127.255.255", .private), ("fc00::1", .private),
            ("fdff::1", .private), ("fec0::1", .private), ("224.0.0.1", .multicast), ("239.255.255.255", .multicast),
            ("ff02::1", .multicast), ("255.255.255.255", .broadcast), ("240.0.0.1", .reserved),
            ("192.0.0.8", .reserved), ("192.88.99.1", .reserved), ("198.18.0.1", .reserved),
            ("198.19.255.255", .reserved), ("192.0.2.1", .documentation), ("198.51.100.1", .documentation),
            ("203.0.113.1", .documentation), ("2001:db8::1", .documentation), ("3fff::1", .documentation),
            ("2001::1", .reserved), ("100::1", .reserved), ("4000::1", .reserved), ("5f00::1", .reserved),
        ] as [(String, AddressClass)])
    func `addresses that are not public`(text: String, kind: AddressClass) throws {
        #expect(AddressClass(of: try #require(IPAddress(text))) == kind)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255", "2606:4700::1111",
        "2a00:1450:4001::1", "64:ff9b::1.1.1.1", "2002:101:101::1", "::ffff:1.1.1.1",
    ])
    func `public addresses`(text: String) throws {
        #expect(AddressClass(of: try #require(IPAddress(text))) == nil)
    }

    @Test(
        arguments: [
            ("::ffff:127.0.0.1", .loopback), ("::ffff:169.254.169.254", .metadata), ("::ffff:a00:1", .private),
            ("::127.0.0.1", .reserved), ("::10.0.0.1", .reserved), ("64:ff9b::127.0.0.1", .loopback),
            ("64:ff9b::a9fe:a9fe", .metadata), ("64:ff9b::192.168.0.1", .private),
            ("64:ff9b:1::1.1.1.1", .reserved), ("2002:7f00:1::", .loopback), ("2002:a00:1::1", .private),
            ("2002:a9fe:a9fe::1", .metadata), ("2002:ffff:ffff::", .broadcast), ("::ffff:0:127.0.0.1", .reserved),
        ] as [(String, AddressClass)])
    func `IPv4 addresses in the clothes of IPv6`(text: String, kind: AddressClass) throws {
        #expect(AddressClass(of: try #require(IPAddress(text))) == kind)
    }

    @Test(arguments: ["", "localhost", "0x7f.1", "2130706433", "127.1", "1.2.3.4.5", "[::1]", "fe80::1%eth0", " ::1"])
    func `other spellings are no addresses`(text: String) {
        #expect(IPAddress(text) == nil)
    }
}
