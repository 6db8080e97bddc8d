import AccessTokens
import FunctionKit
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

@Suite struct AuthenticationTests {
    private let caller = Caller(user: UserID(), tenant: TenantID(), session: SessionID(), role: .developer)

    @Test func `a good token says who calls`() throws {
        try RunningFunction.runWhole { (function) throws in
            let caller = try function.person(.developer)
            let token = try function.signer.sign(caller, expiresIn: .seconds(60))
            #expect(
                try function.get("/me", [("Authorization", "bearer \(token)")]).json == .string(caller.user.description)
            )
        }
    }

    @Test func `without a good token there is a problem`() throws {
        try RunningFunction.run { (function) throws in
            func code(_ authorization: String?) throws -> String? {
                let answer = try function.get("/me", authorization.map { [("Authorization", $0)] } ?? [])
                #expect(answer.status == 401)
                #expect(answer.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
                return answer.problem
            }
            let expired = try function.signer.sign(caller, expiresIn: .seconds(60), at: .now + .seconds(-120))
            let other = try TestServers.temporaryDirectory { directory in
                let keys = try AccessTokenSigner.generateKeyFiles(directory: directory)
                return try AccessTokenSigner(keyFile: keys.privateKey).sign(caller, expiresIn: .seconds(60))
            }
            #expect(try code(nil) == "token_missing")
            #expect(try code("Basic YTpi") == "token_missing")
            #expect(try code("Bearer") == "token_missing")
            #expect(try code("Bearer \(expired)") == "token_expired")
            #expect(try code("Bearer \(other)") == "token_invalid")
            // {"alg":"none"} and {"sub":"x"}
            #expect(try code("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.") == "token_invalid")
            #expect(try code("Bearer \(String(repeating: "a", count: 5_000))") == "token_invalid")
        }
    }

    @Test func `the role must allow it`() throws {
        try RunningFunction.runWhole { (function) throws in
            #expect(try function.get("/me", as: function.person(.developer)).status == 200)
            let refused = try function.get("/me", as: function.person(.viewer))
            #expect(refused.status == 403)
            #expect(refused.problem == "permission_denied")
        }
    }
}
