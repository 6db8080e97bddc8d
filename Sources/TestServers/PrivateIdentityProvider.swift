internal import ChildProcess

/// An OpenID provider of a test.
package final class PrivateIdentityProvider {
    package enum Kind {
        /// `Tests/openid-provider`: its users say what their ID tokens are.
        case obedient
        /// oidc-provider-mock (Authlib), which nobody here has written.
        case foreign
    }

    private static let readyLimit = Duration.seconds(5)

    /// Without a slash at its end.
    package let issuer: String
    private let server: PrivateServer

    /// - Throws: ``TestServerError`` where its environment is missing.
    package init(_ kind: Kind) throws {
        let port = TestServers.freePort()
        let issuer = "http://127.0.0.1:\(port)"
        self.issuer = issuer
        let program =
            switch kind {
            case .obedient: ["\(TestServers.packageRoot)/Tests/openid-provider"]
            case .foreign: ["-m", "oidc_provider_mock", "--require-nonce"]
            }
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: try TestServers.testTool("python"), arguments: program + ["--port", String(port)],
                log: "\(try ProcessDirectory.make("provider"))/log",
                isReady: {
                    let answer = try? ChildProcess.run("curl", ["-sf", "\(issuer)/jwks"], limit: Self.readyLimit)
                    return answer?.status.isSuccess ?? false
                }))
        try server.start()
    }

    package func stop() { server.stop() }
}
