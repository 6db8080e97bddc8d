internal import ChildProcess
internal import Glibc

/// A server in Python, for what a ``ScriptedServer`` does not do. Its program prints the port on which it listens, once it does.
package final class PythonServer {
    private static let endLimit = Duration.seconds(10)

    package let url: String
    private let process: ChildProcess

    /// - Throws: ``TestServerError`` where it does not start.
    package init(_ program: String) throws {
        process = try ChildProcess("python3", ["-u", "-c", program], output: .pipe, parentDeathSignal: SIGKILL)
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.last != UInt8(ascii: "\n"), let output = process.standardOutput, read(output, &byte, 1) == 1 {
            line.append(byte)
        }
        guard let port = Int(String(decoding: line.dropLast(), as: UTF8.self)) else {
            throw TestServerError("python3 did not start")
        }
        url = "http://127.0.0.1:\(port)"
    }

    deinit { stop() }

    package func stop() {
        process.terminate(SIGKILL)
        _ = process.wait(limit: Self.endLimit)
    }
}
