import FastCGI
import Foundation
import TestServers

/// A FastCGI server in this process behind an nginx of its own: it answers with what it was sent.
final class EchoServer {
    let url: String
    let socket: String
    private let listener: UnixListener
    private let nginx: PrivateNginx
    private var running: [(server: FastCGIServer, thread: Thread)] = []

    static func run(threads: Int = 2, _ body: (EchoServer) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            let server = try EchoServer(directory, threads: threads)
            defer { server.end() }
            try body(server)
        }
    }

    private init(_ directory: String, threads: Int) throws {
        socket = "\(directory)/socket"
        listener = try UnixListener(socket)
        let port = TestServers.freePort()
        url = "http://127.0.0.1:\(port)"
        nginx = try PrivateNginx(configuration: Self.configuration(port: port, socket: socket))
        start(threads: threads)
    }

    /// Starts one more server on the same socket.
    func start(threads: Int) {
        let server = FastCGIServer(listening: listener.descriptor, threads: threads)
        let thread = Thread { server.run { FastCGIHandler(handle: Self.answer) } }
        thread.start()
        running.append((server, thread))
    }

    /// Stops the server that was started first, and waits for its end.
    func stopFirst() throws {
        let (server, thread) = running.removeFirst()
        server.stop()
        let end = ContinuousClock.now + .seconds(20)
        while !thread.isFinished {
            guard ContinuousClock.now < end else { throw TestFailure("the server does not end") }
            usleep(1_000)
        }
    }

    private func end() {
        while !running.isEmpty { try? stopFirst() }
        nginx.stop()
        listener.close()
    }

    private static func answer(_ request: FastCGIRequest) -> FastCGIResponse {
        switch request.parameters["DOCUMENT_URI"] {
        case "/unread":
            return FastCGIResponse(status: 200, reason: "OK", body: Array("unread".utf8))
        case "/inject":
            return FastCGIResponse(status: 200, reason: "OK", headers: [("X-A", "a\r\nX-B: b")], body: Array("x".utf8))
        default:
            do {
                let body = try request.body(limit: 2_000_000)
                let headers = [("X-Query", request.parameters["QUERY_STRING"] ?? "")]
                return FastCGIResponse(status: 200, reason: "OK", headers: headers, body: body)
            } catch {
                return FastCGIResponse(status: 400, reason: "Bad Request", body: Array("\(error)".utf8))
            }
        }
    }

    private static func configuration(port: Int, socket: String) -> String {
        """
        \(geteuid() == 0 ? "user root;" : "")
        error_log stderr crit;
        events {}
        http {
            access_log off;
            client_max_body_size 16m;
            upstream echo {
                server "unix:\(socket)" max_fails=0;
                server "unix:\(socket)" max_fails=0;
                server "unix:\(socket)" max_fails=0;
                keepalive 16;
            }
            server {
                listen 127.0.0.1:\(port);
                location / {
                    fastcgi_pass echo;
                    fastcgi_keep_conn on;
                    fastcgi_next_upstream error timeout;
                    fastcgi_param REQUEST_METHOD $request_method;
                    fastcgi_param DOCUMENT_URI $document_uri;
                    fastcgi_param QUERY_STRING $query_string;
                    fastcgi_param CONTENT_LENGTH $content_length;
                }
            }
        }
        """
    }
}

struct TestFailure: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
