import ChildProcess
import Foundation
import Testing

/// A server in Python whose answers do not end: `/body` sends for ever, `/redirect` points to itself.
final class EndlessServer {
    let url: String
    private let process: ChildProcess

    init() throws {
        process = try ChildProcess(
            "python3", ["-u", "-c", Self.program], output: .pipe, parentDeathSignal: SIGKILL)
        let output = FileHandle(fileDescriptor: try #require(process.standardOutput), closeOnDealloc: false)
        let port = String(decoding: output.availableData, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        url = "http://127.0.0.1:\(try #require(Int(port), "python3 did not start"))"
    }

    func stop() {
        process.terminate(SIGKILL)
        _ = process.wait(limit: .seconds(10))
    }

    private static let program = """
        import http.server

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                try:
                    self.answer()
                except OSError:
                    self.close_connection = True

            def answer(self):
                if self.path == "/redirect":
                    self.send_response(302)
                    self.send_header("Location", "/redirect")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                while True:
                    self.wfile.write(b"10000\\r\\n" + b"1" * 0x10000 + b"\\r\\n")

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 128

        server = Server(("127.0.0.1", 0), Handler)
        print(server.server_port)
        server.serve_forever()
        """
}
