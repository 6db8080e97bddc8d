import TestServers

extension PythonServer {
    /// A server whose answers do not end: `/body` sends for ever, `/redirect` points to itself.
    static func endless() throws -> PythonServer {
        try PythonServer(
            """
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
            """)
    }
}
