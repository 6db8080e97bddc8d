import HTTPClient
import TextEncodings

/// Somebody at an identity provider's pages: reads the form, sends it, and is sent back.
struct ScriptedBrowser {
    private let http = HTTPClient()

    /// - Parameter fields: what they fill in.
    /// - Returns: where they are sent.
    func logIn(at url: String, _ fields: [(String, String)]) throws -> String {
        let page = try http.send(HTTPRequest(method: "GET", url: url))
        guard page.status == 200, String(decoding: page.body, as: UTF8.self).contains("<form") else {
            throw Failure("the provider shows no form: \(page.status)")
        }
        let form = fields.map { "\($0.0)=\(PercentEncoding.encodeForm($0.1))" }.joined(separator: "&")
        let answer = try http.send(
            HTTPRequest(
                method: "POST", url: url, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(form.utf8)))
        guard [302, 303].contains(answer.status), let location = answer.header("Location") else {
            throw Failure("the provider sends nobody back: \(answer.status)")
        }
        return location
    }

    func get(_ url: String) throws -> HTTPResponse { try http.send(HTTPRequest(method: "GET", url: url)) }

    /// The parameters of a URL's query.
    static func parameters(of url: String) -> [String: String] {
        let query = url.split(separator: "?", maxSplits: 1).last ?? ""
        let pairs = query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (String(parts[0]), PercentEncoding.decode(parts.last ?? "", plusIsSpace: true) ?? "")
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
