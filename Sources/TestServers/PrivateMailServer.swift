internal import ChildProcess
internal import Foundation
internal import Glibc

/// An SMTP server of a test (aiosmtpd, `bin/mail-catcher`), which keeps what it is sent.
package final class PrivateMailServer {
    private static let readyLimit = Duration.seconds(5)

    /// Such as `smtp://127.0.0.1:2525`.
    package let url: String
    private let folder: String
    private let server: PrivateServer

    /// - Parameter arguments: more of the catcher's.
    package init(in directory: String, arguments: [String] = []) throws {
        let port = TestServers.freePort()
        url = "smtp://127.0.0.1:\(port)"
        let folder = "\(directory)/mail"
        self.folder = folder
        setenv("PYTHONPATH", try TestServers.tool("mail"), 1)
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: try TestServers.tool("bin/python"),
                arguments: [
                    "\(TestServers.packageRoot)/bin/mail-catcher", "--port", String(port), "--folder", folder,
                ] + arguments,
                log: "\(try ProcessDirectory.make("mail"))/log",
                isReady: {
                    (try? ChildProcess.run(
                        "bash", ["-c", "exec 3<>/dev/tcp/127.0.0.1/\(port)"], limit: Self.readyLimit))?
                        .status.isSuccess ?? false
                }))
        try server.start()
    }

    package func stop() { server.stop() }

    package func start() throws { try server.start() }

    /// What it was sent, in order, headers and text.
    package var messages: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".eml") }.sorted().compactMap { name in
            (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))?.replacingOccurrences(
                of: "\r\n", with: "\n")
        }
    }

    /// What it was sent for one receiver.
    package func messages(to recipient: String) -> [String] {
        messages.filter { $0.contains("\nTo: <\(recipient)>\n") }
    }
}
