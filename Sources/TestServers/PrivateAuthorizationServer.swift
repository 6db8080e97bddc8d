internal import ChildProcess
internal import Synchronization

/// An authorization server and what it protects, for this test process: `Tests/authorization-server`.
package final class PrivateAuthorizationServer: Sendable {
    private static let readyLimit = Duration.seconds(5)
    private static let only = Mutex<PrivateAuthorizationServer?>(nil)

    /// Without a slash at its end.
    package let url: String
    private let server: PrivateServer

    /// The one server that all tests use; they tell their tokens apart by scope.
    ///
    /// - Throws: ``TestServerError`` where its environment is missing.
    package static func shared() throws -> PrivateAuthorizationServer {
        try only.withLock { only in
            if let only { return only }
            let started = try PrivateAuthorizationServer()
            only = started
            return started
        }
    }

    private init() throws {
        let port = TestServers.freePort()
        let url = "http://127.0.0.1:\(port)"
        self.url = url
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: try TestServers.testTool("python"),
                arguments: ["\(TestServers.packageRoot)/Tests/authorization-server", "--port", String(port)],
                log: "\(try ProcessDirectory.make("authorization"))/log",
                isReady: {
                    let answer = try? ChildProcess.run("curl", ["-sf", "\(url)/tokens?scope="], limit: Self.readyLimit)
                    return answer?.status.isSuccess ?? false
                }))
        try server.start()
    }
}
