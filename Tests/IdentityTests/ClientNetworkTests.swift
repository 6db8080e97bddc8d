import Identity
import Testing

@Suite struct ClientNetworkTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:0:1::7", "2001:db8:0:1::/64"),
        ("2001:0DB8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"), ("::1", "0:0:0:0::/64"), ("", ""), ("x", "x"),
    ])
    func `an address of IPv6 counts as its network, another one as it is`(address: String, name: String) {
        #expect(ClientNetwork.name(of: address) == name)
    }
}
