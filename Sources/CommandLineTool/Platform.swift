import Glibc
import HTTPClient
import Identity
import JSON

/// The platform's API, as whoever is signed in, or with the API key of the environment.
struct Platform {
    /// How often a request is sent when the platform is not there.
    static let attempts = 3
    static let pause = Duration.milliseconds(700)
    private static let repetitionHeader = "Idempotency-Key"
    static let standardURL = "http://127.0.0.1:8080"

    let url: String
    /// What has to be put right before the session may do anything, with the command for it; nil: nothing.
    private(set) var restriction: String?
    private let http: HTTPClient
    private let file: CredentialsFile
    /// In place of whoever is signed in.
    private let apiKey: String?

    /// - Parameter url: the address of the platform; nil: where somebody is signed in.
    init(url: String?) throws {
        let environment = CommandEnvironment.variables
        file = try CredentialsFile(environment: environment)
        apiKey = environment["INTELLIGENTIC_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
        let known = try url ?? environment["INTELLIGENTIC_URL"] ?? file.read()?.url ?? Self.standardURL
        self.url = known.hasSuffix("/") ? String(known.dropLast()) : known
        http = HTTPClient()
    }

    func get(_ path: String, _ query: [(String, String?)] = []) throws -> JSON {
        try signedIn { try send("GET", path, query, token: $0) }
    }

    func post(_ path: String, _ body: JSON? = nil) throws -> JSON {
        try post(path, body?.bytes ?? [], mediaType: body == nil ? nil : "application/json")
    }

    func post(_ path: String, _ body: [UInt8], mediaType: String?) throws -> JSON {
        try signedIn { try send("POST", path, body: body, mediaType: mediaType, token: $0) }
    }

    func put(_ path: String, _ body: JSON) throws -> JSON {
        try signedIn { try send("PUT", path, body: body.bytes, mediaType: "application/json", token: $0) }
    }

    func delete(_ path: String) throws {
        _ = try signedIn { try send("DELETE", path, token: $0) }
    }

    /// A request that nobody signs.
    func postOpenly(_ path: String, _ body: JSON) throws -> JSON {
        try send("POST", path, body: body.bytes, mediaType: "application/json", token: nil)
    }

    /// Opens a session and keeps it: `register` or `login`.
    ///
    /// - Returns: nil: mail is on its way, with which it can be opened.
    mutating func signIn(_ path: String, email: String, _ body: JSON) throws -> Credentials? {
        let answer: JSON
        do {
            answer = try postOpenly(path, body)
        } catch let problem as ProblemAnswer where problem.code == "mfa_required" {
            let code = PersonOptions.answer(to: "Code of your authenticator, or a recovery code: ")
            answer = try postOpenly(
                "/api/v1/auth/login/totp", ["challenge": JSON(problem.challenge), "code": .string(code)])
        }
        if answer["status"] == "mail_sent" { return nil }
        restriction = answer["restriction"]?.string.flatMap(StepUp.advice)
        return try file.withLock { try keep(answer, email: email) }
    }

    /// Goes on in another tenant of whoever is signed in, and keeps that.
    func switchTenant(to tenant: String) throws -> Credentials {
        _ = try signedIn { _ in JSON.null }
        return try file.withLock {
            guard let current = try file.read() else { throw Failure(.notAllowed, "Nobody is signed in at \(url).") }
            let answer = try postOpenly(
                "/api/v1/auth/switch",
                ["refreshToken": .string(current.refreshToken), "tenant": .string(tenant)])
            return try keep(answer, email: current.email)
        }
    }

    /// Ends the session here, and there when it can be reached; with `everywhere` all sessions of its user.
    func signOut(everywhere: Bool) throws {
        guard try file.read() != nil else { return }
        defer { file.remove() }
        _ = try post(everywhere ? "/api/v1/auth/logout-everywhere" : "/api/v1/auth/logout")
    }

    /// Deletes the account of whoever is signed in.
    ///
    /// - Parameter email: whose they believe it is.
    func deleteAccount(_ email: String) throws {
        if let known = try file.read()?.email, known.lowercased() != email.lowercased() {
            throw Failure(.usage, "You are signed in as \(known), and that is whose account this would delete.")
        }
        try delete("/api/v1/auth/account")
        file.remove()
    }

    private func signedIn(_ body: (String) throws -> JSON) throws -> JSON {
        if let apiKey { return try body(apiKey) }
        let credentials = try file.read()
        guard let credentials, credentials.url == url else {
            throw Failure(.notAllowed, "Nobody is signed in at \(url).\nSign in: intelligentic login --url \(url)")
        }
        do {
            guard !credentials.isExpired else { return try body(refreshed(credentials).accessToken) }
            do {
                return try body(credentials.accessToken)
            } catch let problem as ProblemAnswer where problem.code == "token_expired" {
                return try body(refreshed(credentials).accessToken)
            }
        } catch let problem as ProblemAnswer where problem.code == "step_up_required" && StepUp.canAsk {
            return try body(provenToken())
        } catch is EndedSession {
            guard StepUp.canAsk else {
                throw Failure(.notAllowed, "The session has ended.\nSign in again: intelligentic login --url \(url)")
            }
            return try body(signInAgain(credentials).accessToken)
        }
    }

    private struct EndedSession: Error {}

    /// Sessions end after a while without use: who is at the terminal goes on with the password.
    private func signInAgain(_ old: Credentials) throws -> Credentials {
        Terminal.error.write("Your session has ended.")
        let password = PersonOptions.answer(to: "Password of \(old.email.printable): ")
        let body: JSON = [
            "email": .string(old.email), "password": .string(password), "tenant": .string(old.tenant),
        ]
        var platform = self
        guard let credentials = try platform.signIn("/api/v1/auth/login", email: old.email, body) else {
            throw Failure(.refused, "\(url) answered without tokens: is it this platform?")
        }
        return credentials
    }

    /// A token for what asks for a proof that is not old.
    private func provenToken() throws -> String {
        guard let credentials = try file.read() else { throw Failure(.notAllowed, "Nobody is signed in at \(url).") }
        let answer = try StepUp.ask { proof in
            try send(
                "POST", "/api/v1/auth/step-up", body: proof.bytes, mediaType: "application/json",
                token: credentials.accessToken)
        }
        guard let token = answer["accessToken"]?.string, let seconds = answer["expiresIn"]?.int else {
            throw Failure(.refused, "\(url) answered without a token: is it this platform?")
        }
        try file.withLock { try file.write(credentials.with(token, until: Timestamp.now + .seconds(seconds))) }
        return token
    }

    /// New tokens for old ones; those of another process that was faster.
    private func refreshed(_ old: Credentials) throws -> Credentials {
        try file.withLock {
            if let current = try file.read(), current.accessToken != old.accessToken { return current }
            let body: JSON = ["refreshToken": .string(old.refreshToken)]
            do {
                let answer = try send(
                    "POST", "/api/v1/auth/refresh", body: body.bytes, mediaType: "application/json", token: nil)
                return try keep(answer, email: old.email)
            } catch let problem as ProblemAnswer where problem.status == 401 {
                throw EndedSession()
            }
        }
    }

    private func keep(_ answer: JSON, email: String) throws -> Credentials {
        guard let access = answer["accessToken"]?.string, let refresh = answer["refreshToken"]?.string,
            let seconds = answer["expiresIn"]?.int
        else { throw Failure(.refused, "\(url) answered without tokens: is it this platform?") }
        let credentials = Credentials(
            url: url, email: answer["user"]?["email"]?.string ?? email, tenant: answer["tenant"]?["name"]?.string ?? "",
            accessToken: access, refreshToken: refresh, expiresAt: Timestamp.now + .seconds(seconds))
        try file.write(credentials)
        return credentials
    }

    private func send(
        _ method: String, _ path: String, _ query: [(String, String?)] = [], body: [UInt8] = [],
        mediaType: String? = nil, token: String?
    ) throws -> JSON {
        var headers = [("Accept", "application/json"), ("User-Agent", Intelligentic.userAgent)]
        if let token { headers.append(("Authorization", "Bearer " + token)) }
        if let mediaType { headers.append(("Content-Type", mediaType)) }
        // By this the platform carries a request out once, though it may come again.
        if token != nil, method == "POST" {
            headers.append((Self.repetitionHeader, Identifier<Platform>().description))
        }
        let request = HTTPRequest(
            method: method, url: url + path + QueryText(query).text, headers: headers, body: body)
        let response = try answer(to: request)
        guard (200..<300).contains(response.status) else { throw ProblemAnswer(response) }
        return response.body.isEmpty ? .null : try JSON(parsing: response.body)
    }

    /// A request is tried again when the platform is being restarted, unless that could do something twice, or find nothing to do.
    private func answer(to request: HTTPRequest) throws -> HTTPResponse {
        let isRepeatable =
            ["GET", "PUT"].contains(request.method) || request.headers.contains { $0.0 == Self.repetitionHeader }
        for _ in 1..<(isRepeatable ? Self.attempts : 1) {
            if let response = try? http.send(request), ![502, 503].contains(response.status) { return response }
            var pause = timespec(
                tv_sec: Int(Self.pause.components.seconds),
                tv_nsec: Int(Self.pause.components.attoseconds / 1_000_000_000))
            nanosleep(&pause, nil)
        }
        do {
            return try http.send(request)
        } catch let error as HTTPError {
            throw Failure(.unreachable, "\(url) cannot be reached: \(error)\nIs the platform up? bin/up starts it.")
        }
    }
}
