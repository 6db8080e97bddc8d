import AccessTokens
import Database
import Foundation
import FunctionKit
import HTTPClient
import Identity
import JSON
import Redis
import TestServers
import Testing

/// The echo function behind an nginx of its own, for the time of a test.
struct RunningFunction {
    let signer: AccessTokenSigner
    private let database: Database?
    private let url: String
    private let http = HTTPClient()

    /// With a database and Redis.
    static func runWhole(
        _ more: [String: String] = [:], of function: any Function.Type = EchoFunction.self,
        _ body: (RunningFunction) throws -> Void
    ) throws {
        try TestServers.withDatabase { database in
            try TestServers.withRedis { redis in try run(database: database, redis: redis, more, of: function, body) }
        }
    }

    /// - Parameters:
    ///   - database: nil: nothing listens where the function looks for it.
    ///   - redis: nil: likewise.
    ///   - more: further variables.
    static func run(
        database: DatabaseConfiguration? = nil, redis: RedisConfiguration? = nil, _ more: [String: String] = [:],
        of function: any Function.Type = EchoFunction.self, _ body: (RunningFunction) throws -> Void
    ) throws {
        try TestServers.temporaryDirectory { directory in
            let keys = try AccessTokenSigner.generateKeyFiles(directory: directory)
            let environment = Environment(
                [
                    "DATABASE_SOCKET": database?.socket ?? "\(directory)/none",
                    "DATABASE_USER": database?.user ?? "nobody",
                    "DATABASE_NAME": database?.database ?? "none", "REDIS_SOCKET": redis?.socket ?? "\(directory)/none",
                    "JWT_JWKS_FILE": keys.jwks, "LOG_LEVEL": "error", "FUNCTION_THREADS": "2",
                ].merging(more) { $1 })
            let listening = try UnixListener("\(directory)/function.sock")
            let server = try FunctionServer(function, environment: environment, listening: listening.descriptor)
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
                    signer: try AccessTokenSigner(keyFile: keys.privateKey), database: database.map(Database.init),
                    url: "http://127.0.0.1:\(port)"))
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

    /// Sends a GET and goes on.
    func begin(_ path: String, _ headers: [(String, String)] = []) -> Pending {
        let pending = Pending()
        http.send(HTTPRequest(method: "GET", url: url + path, headers: headers)) { pending.arrived($0) }
        return pending
    }

    /// A person of a tenant of their own, who has signed in.
    func person(_ role: Role) throws -> Caller {
        try TestSession.insert(role, into: #require(database))
    }

    func authorization(of caller: Caller) throws -> (String, String) {
        ("Authorization", "Bearer " + (try signer.sign(caller, expiresIn: .seconds(60))))
    }

    /// A signed-in request.
    func get(_ path: String, as caller: Caller) throws -> HTTPResponse {
        try get(path, [authorization(of: caller)])
    }

    private static func configuration(port: Int, socket: String) -> String {
        let parameters = [
            ("REQUEST_METHOD", "$request_method"), ("REQUEST_URI", "$request_uri"), ("QUERY_STRING", "$query_string"),
            ("CONTENT_TYPE", "$content_type"), ("CONTENT_LENGTH", "$content_length"), ("REMOTE_ADDR", "$remote_addr"),
        ].map { "fastcgi_param \($0) \($1);" }.joined(separator: " ")
        return """
            \(geteuid() == 0 ? "user root;" : "")
            error_log stderr warn;
            events { worker_connections 2048; }
            http {
                access_log off;
                large_client_header_buffers 8 32k;
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
