import Identity
import Testing

@Suite struct GrantsTests {
    private let start = Permission(.create, .runs)
    private let read = Permission(.read, .runs)
    private let secrets = Permission(.read, .secrets)

    @Test func `what is granted in a namespace counts there only`() {
        let grants = Grants([read], namespaces: ["shop": [start], "demo": [read]])
        #expect(grants.allowsSomewhere(start) && !grants.allows(start))
        #expect(grants.allows(start, in: "shop") && !grants.allows(start, in: "demo"))
        #expect(grants.allows(read, in: "anything"))
        #expect(grants.scope(of: start) == .only(["shop"]))
        #expect(grants.scope(of: read) == .all)
        #expect(grants.scope(of: secrets) == .only([]))
        #expect(!grants.scope(of: secrets).contains("shop"))
    }

    @Test func `what stands in no namespace is not granted by one`() {
        let grants = Grants(namespaces: ["shop": .all])
        #expect(!grants.allowsSomewhere(secrets) && !grants.allows(secrets, in: "shop"))
        #expect(grants.allows(start, in: "shop"))
    }

    @Test(arguments: SessionRestriction.allCases)
    func `who is restricted is permitted nothing, and Redis is told why`(restriction: SessionRestriction) {
        let grants = Grants(restrictedFor: restriction)
        #expect(!grants.allowsSomewhere(read) && !grants.cover(Grants([read])))
        #expect(Grants(encoded: grants.encoded) == grants && grants.restriction == restriction)
        #expect(Grants(encoded: "!another") == nil && Grants(encoded: Grants([read]).encoded)?.restriction == nil)
    }

    @Test func `nobody covers more than they have`() {
        let grants = Grants([read], namespaces: ["shop": [start]])
        #expect(grants.cover(grants))
        #expect(grants.cover(Grants(namespaces: ["shop": [start, read], "demo": [read]])))
        #expect(!grants.cover(Grants([start])))
        #expect(!grants.cover(Grants(namespaces: ["demo": [start]])))
        #expect(Grants(.all).cover(Grants(namespaces: ["demo": .all])))
    }
}
