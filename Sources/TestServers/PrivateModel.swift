internal import ChildProcess
internal import Glibc
internal import Synchronization

/// The local model, served for this test process.
package final class PrivateModel: Sendable {
    private static let healthLimit = Duration.seconds(5)
    private static let only = Mutex<PrivateModel?>(nil)

    /// Where its API begins.
    package let url: String
    /// Its name in requests.
    package let model = "SmolLM2-135M-Instruct"
    private let server: PrivateServer

    /// The one server that all tests use: it takes seconds to load and half a gigabyte.
    ///
    /// - Throws: ``TestServerError`` where its environment is missing.
    package static func shared() throws -> PrivateModel {
        try only.withLock { only in
            if let only { return only }
            let started = try PrivateModel()
            only = started
            return started
        }
    }

    /// The interpreter that has the model's packages.
    ///
    /// - Throws: ``TestServerError``.
    package static func python() throws -> String {
        try TestServers.tool("bin/python")
    }

    private init() throws {
        let python = try Self.python()
        let port = TestServers.freePort()
        url = "http://127.0.0.1:\(port)/v1"
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: python, arguments: ["\(TestServers.packageRoot)/bin/local-model", "--port", String(port)],
                log: "\(try ProcessDirectory.make("model"))/log",
                isReady: {
                    // It listens before it has loaded the model, and answers 503 until then.
                    let health = try? ChildProcess.run(
                        "curl", ["-sf", "http://127.0.0.1:\(port)/health"], limit: Self.healthLimit)
                    return health?.status.isSuccess ?? false
                }))
        try server.start()
    }
}
