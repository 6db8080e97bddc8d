import Foundation
import HTTPClient
import JSON
import Testing

/// A user of the API.
final class Client: Sendable {
    let url: String
    let token: String?
    private let http: HTTPClient

    /// Of every user that is registered here.
    static let password = "correct horse battery"

    init(url: String, token: String? = nil, http: HTTPClient = HTTPClient()) {
        self.url = url
        self.token = token
        self.http = http
    }

    /// A new tenant's first user.
    static func registered(at platform: Platform) throws -> Client {
        try registered(at: platform.url)
    }

    /// A new tenant's first user.
    static func registered(at url: String) throws -> Client {
        let anonymous = Client(url: url)
        let name = UUID().uuidString.lowercased()
        let answer = try anonymous.post(
            "/api/v1/auth/register",
            ["email": .string("\(name)@example.com"), "password": .string(password), "tenant": .string(name)])
        guard answer.status == 201, let token = try answer.json["accessToken"]?.string else {
            throw Failure("register: \(answer.status) \(answer.text)")
        }
        return Client(url: url, token: token, http: anonymous.http)
    }

    func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(30)
    ) throws -> HTTPResponse {
        let authorization = token.map { [("Authorization", "Bearer \($0)")] } ?? []
        let answer = try http.send(
            HTTPRequest(method: method, url: url + path, headers: authorization + headers, body: body, timeout: timeout)
        )
        // Whatever a test is about, what it is answered must be described.
        for issue in try APIDescription.shared.get().issues(with: answer, to: method, path) {
            Issue.record("\(method) \(path.prefix { $0 != "?" }): \(issue)")
        }
        return answer
    }

    func get(_ path: String) throws -> HTTPResponse { try send("GET", path) }

    func post(_ path: String, _ body: JSON) throws -> HTTPResponse {
        try send("POST", path, headers: [("Content-Type", "application/json")], body: body.bytes)
    }

    func put(_ path: String, _ body: JSON, headers: [(String, String)] = []) throws -> HTTPResponse {
        try send("PUT", path, headers: [("Content-Type", "application/json")] + headers, body: body.bytes)
    }

    func deploy(_ yaml: String) throws {
        let answer = try send(
            "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")], body: Array(yaml.utf8))
        guard answer.status == 201 else { throw Failure("deploy: \(answer.status) \(answer.text)") }
    }

    func createAgent(_ settings: JSON) throws {
        let answer = try post("/api/v1/agents", settings)
        guard answer.status == 201 else { throw Failure("agent: \(answer.status) \(answer.text)") }
    }

    func putSecret(_ name: String, _ value: JSON) throws {
        let answer = try put("/api/v1/secrets/\(name)", ["value": value])
        guard [200, 201].contains(answer.status) else { throw Failure("secret: \(answer.status) \(answer.text)") }
    }

    /// Starts a run; its id.
    func start(_ workflow: String, input: JSON = [:]) throws -> String {
        let answer = try post("/api/v1/workflows/\(workflow)/runs", ["input": input])
        guard answer.status == 202, let id = try answer.json["id"]?.string,
            answer.header("Location") == "/api/v1/runs/\(id)"
        else { throw Failure("start: \(answer.status) \(answer.text)") }
        return id
    }

    func run(_ id: String) throws -> JSON {
        let answer = try get("/api/v1/runs/\(id)")
        guard answer.status == 200 else { throw Failure("run: \(answer.status) \(answer.text)") }
        return try answer.json
    }

    func tasks(of id: String) throws -> [JSON] {
        try get("/api/v1/runs/\(id)/tasks?limit=100").json["items"]?.array ?? []
    }

    /// The run when it has ended.
    func finished(_ id: String, limit: Duration = Wait.limit) throws -> JSON {
        var last = JSON.null
        try Wait.until("run \(id) ends", limit: limit) {
            // While servers are killed, not every question is answered.
            guard let run = try? run(id) else { return false }
            last = run
            return ["completed", "faulted", "cancelled"].contains(run["status"]?.string)
        }
        return last
    }
}

extension HTTPResponse {
    var json: JSON {
        get throws { try JSON(parsing: body) }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The problem's code, when the answer is a problem whose members agree with its status.
    var problem: String? {
        guard header("Content-Type") == "application/problem+json", let json = try? json, json["status"]?.int == status,
            json["detail"]?.string?.isEmpty == false
        else { return nil }
        return json["code"]?.string
    }
}
