internal import JSON

/// What the headers of answers mean, for the API's description.
enum HeaderDescription {
    /// On every answer of a function. nginx's own answers do not have it.
    static let always = ["RateLimit", "RateLimit-Policy", "X-Request-Id"]
    static let replayed = "Idempotent-Replayed"

    static func json(_ name: String) -> JSON {
        guard let (schema, text) = known[name] else { preconditionFailure("nothing describes the header \(name)") }
        return ["description": .string(text), "schema": schema.json]
    }

    private static let known: [String: (Schema, String)] = [
        "Cache-Control": (.string(), "How long the answer may be kept (RFC 9111)."),
        "ETag": (.string(), "Names this state, for `If-Match` and `If-None-Match` (RFC 9110, section 8.8.3)."),
        replayed: (
            .choice(["true"]), "An earlier request with the Idempotency-Key was answered with this."
        ),
        "Location": (
            .string(format: "uri-reference"), "Where the new thing is read; of a redirect, where the browser goes."
        ),
        "RateLimit": (
            .string(),
            "`r` requests remain; in `t` seconds all are there again (draft-ietf-httpapi-ratelimit-headers-10)."
        ),
        "RateLimit-Policy": (.string(), "`q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers-10)."),
        "Retry-After": (.count(), "Seconds after which it is worth to try again."),
        "WWW-Authenticate": (.string(), "How to sign in (RFC 6750)."),
        "X-Request-Id": (
            .string(pattern: "^[0-9a-f]{32}$"), "By which the operator finds the request in the function's log."
        ),
    ]
}
