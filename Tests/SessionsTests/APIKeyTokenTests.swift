import Identity
import Testing

@testable import Sessions

@Suite struct APIKeyTokenTests {
    @Test func `a token is read as it was written, and proves its own secret only`() throws {
        let (tenant, key) = (TenantID(), APIKeyID())
        let token = APIKeyToken(of: key, in: tenant)
        #expect(token.text.hasPrefix("ik_") && token.text.utf8.count == APIKeyToken.length)
        let read = try #require(APIKeyToken(token.text))
        #expect(read.tenant == tenant && read.key == key && read.secretHash == token.secretHash)
        #expect(read.proves(token.secretHash))
        #expect(!read.proves(APIKeyToken(of: key, in: tenant).secretHash))
        #expect(!read.proves([]) && !read.proves(Array(token.secretHash.dropLast())))
        for place in token.secretHash.indices {
            var hash = token.secretHash
            hash[place] ^= 1
            #expect(!read.proves(hash))
        }
    }

    @Test func `what is no token is none`() {
        let text = APIKeyToken(of: APIKeyID(), in: TenantID()).text
        let last = text.dropLast()
        for wrong in [
            "", "ik_", String(last), text + "A", "xx_" + text.dropFirst(3), last + "=", last + "!", last + "é",
            text.dropFirst(3) + "AAA",
        ] {
            #expect(APIKeyToken(wrong) == nil, "\(wrong.count) characters")
        }
    }
}
