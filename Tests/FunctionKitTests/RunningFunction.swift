import AccessTokens
import Database
import Foundation
import FunctionKit
import HTTPClient
import Identity
import JSON
import TestServers

/// The echo function behind an nginx of its own, for the time of a test.
struct RunningFunction {
    let signer: AccessTokenSigner
    private let url: String
    private let http = HTTPClient()

    /// - Parameter database: nil: nothing listens where the function looks for it.
    static func run(database: DatabaseConfiguration? = nil, _ body: (RunningFunction) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            let keys = try AccessTokenSigner.generateKeyFiles(directory: directory)
            let environment = Environment([
                "DATABASE_SOCKET": database?.socket ?? "\(directory)/none", "DATABASE_USER": database?.user ?? "nobody",
                "DATABASE_NAME": database?.database ?? "none", "REDIS_SOCKET": "\(directory)/none",
                "JWT_JWKS_FILE": keys.jwks, "LOG_LEVEL": "error", "FUNCTION_THREADS": "2",
            ])
            let listening = try UnixListener("\(directory)/function.sock")
            let server = try FunctionServer(
                EchoFunction.self, environment: environment, listening: listening.descriptor)
            let thread = Thread { server.run() }
            thread.start()
            defer {
                server.stop()
                while !thread.isFinished { usleep(1_000) }
                listening.close()
            }
            let port = TestServers.freePort()
            let nginx = try PrivateNginx(configuration: configuration(port: port, socket: "\(directory)/function.sock"))
            defer { nginx.stop() }
            try body(
                RunningFunction(
                    signer: try AccessTokenSigner(keyFile: keys.privateKey), url: "http://127.0.0.1:\(port)"))
        }
    }

    func get(_ path: String, _ headers: [(String, String)] = []) throws -> HTTPResponse {
        try send("GET", path, headers)
    }

    func post(_ path: String, _ body: String, type: String? = "application/json") throws -> HTTPResponse {
        try post(path, Array(body.utf8), type: type)
    }

    func post(_ path: String, _ body: [UInt8], type: String? = "application/json") throws -> HTTPResponse {
        try send("POST", path, type.map { [("Content-Type", $0)] } ?? [], body)
    }

    func send(_ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: [UInt8] = []) throws
        -> HTTPResponse
    {
        try http.send(HTTPRequest(method: method, url: url + path, headers: headers, body: body))
    }

    /// A signed-in request.
    func get(_ path: String, as role: Role) throws -> HTTPResponse {
        let caller = Caller(user: UserID(), tenant: TenantID(), session: SessionID(), role: role)
        return try get(path, [("Authorization", "Bearer " + signer.sign(caller, expiresIn: .seconds(60)))])
    }

    private static func configuration(port: Int, socket: String) -> String {
        let parameters = [
            ("REQUEST_METHOD", "$request_method"), ("REQUEST_URI", "$request_uri"), ("QUERY_STRING", "$query_string"),
            ("CONTENT_TYPE", "$content_type"), ("CONTENT_LENGTH", "$content_length"), ("REMOTE_ADDR", "$remote_addr"),
        ].map { "fastcgi_param \($0) \($1);" }.joined(separator: " ")
        return """
            \(geteuid() == 0 ? "user root;" : "")
            error_log stderr warn;
            events {}
            http {
                access_log off;
                upstream function { server "unix:\(socket)" max_fails=0; keepalive 4; }
                server {
                    listen 127.0.0.1:\(port);
                    location / { fastcgi_pass function; fastcgi_keep_conn on; \(parameters) }
                }
            }
            """
    }
}

extension HTTPResponse {
    var json: JSON {
        get throws { try JSON(parsing: body) }
    }

    /// The problem's code, when the answer is a problem whose members agree with it.
    var problem: String? {
        guard header("Content-Type") == "application/problem+json", let json = try? json, json["status"]?.int == status,
            let code = json["code"]?.string, json["type"] == .string("urn:intelligentic:problem:\(code)"),
            json["detail"]?.string?.isEmpty == false, json["requestId"]?.string == header("X-Request-Id")
        else { return nil }
        return code
    }
}
