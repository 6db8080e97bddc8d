import ChildProcess
import HTTPClient
import JSON
import TestServers
import Testing

/// A browser, as far as cookies go: the jar of Python's standard library keeps and sends them, as RFC 6265 has it.
enum Browser {
    struct Step {
        let method: String
        let path: String
        /// `$csrf` stands for what the cookie of that purpose says.
        var headers: [String: String] = [:]
        var body: JSON?
    }

    struct Answer {
        let status: Int
        let setCookies: [String]
        let body: JSON
        /// The names of the cookies in the jar, after the answer.
        let jar: [String]

        var problem: String? { body["code"]?.string }
    }

    /// Sends requests one after the other.
    static func send(_ steps: [Step], to url: String) throws -> [Answer] {
        let list = steps.map { step in
            [
                "method": .string(step.method), "url": .string(url + step.path),
                "headers": .object(JSONObject(uniqueKeysWithValues: step.headers.map { ($0.key, .string($0.value)) })),
                "body": step.body.map { .string($0.text) } ?? .null,
            ] as JSON
        }
        let (status, output, error) = try ChildProcess.run(
            "/usr/bin/env", ["python3", "-c", script], input: JSON.array(list).bytes, limit: .seconds(60))
        guard status.isSuccess else { throw Failure(String(decoding: error, as: UTF8.self)) }
        return try (JSON(parsing: output).array ?? []).map { answer in
            Answer(
                status: try #require(answer["status"]?.int),
                setCookies: (answer["setCookies"]?.array ?? []).compactMap(\.string),
                body: (answer["body"]?.string).flatMap { try? JSON(parsing: Array($0.utf8)) } ?? .null,
                jar: (answer["jar"]?.array ?? []).compactMap(\.string))
        }
    }

    private static let script = """
        import http.cookiejar, json, sys, urllib.error, urllib.request
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        answers = []
        for step in json.load(sys.stdin):
            csrf = next((c.value for c in jar if c.name.endswith("intelligentic-csrf")), "")
            headers = {k: v.replace("$csrf", csrf) for k, v in step["headers"].items()}
            body = step["body"]
            if body is not None:
                headers["Content-Type"] = "application/json"
            request = urllib.request.Request(
                step["url"], method=step["method"], headers=headers, data=None if body is None else body.encode())
            try:
                answer = opener.open(request, timeout=30)
            except urllib.error.HTTPError as error:
                answer = error
            answers.append({
                "status": answer.status, "setCookies": answer.headers.get_all("Set-Cookie") or [],
                "body": answer.read().decode(), "jar": sorted(c.name for c in jar)})
        json.dump(answers, sys.stdout)
        """
}
