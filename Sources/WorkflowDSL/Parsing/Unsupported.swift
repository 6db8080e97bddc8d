/// What the language has and this product does not yet, each with what to write instead.
enum Unsupported {
    /// By place in the document.
    static let inDocument = [
        "/schedule": "remove it and start runs through the API",
        "/timeout": "remove it",
        "/input/schema": schema,
        "/output/schema": schema,
        "/use/authentications": "remove them; an `authorization` header can be set in `with.headers`",
        "/use/catalogs": "remove them; calls are `http` or `agent`",
        "/use/extensions": "remove them and write their tasks where they belong",
        "/use/functions": "remove them and write their tasks where they are called",
        "/use/secrets": "remove them and pass what is needed as input",
        "/use/timeouts": "remove them",
    ]

    /// By place in any task.
    static let inTask = [
        "/timeout": "remove it",
        "/input/schema": schema,
        "/output/schema": schema,
        "/export/schema": schema,
        "/catch/then": "write `then` on the `try` task itself",
    ]

    /// By place in a retry policy.
    static let inRetry = ["/limit/attempt/duration": "remove it, or write `limit.duration` for all attempts together"]

    /// The places of durations in a retry policy, which must be known without a run.
    static let retryDurations = ["/delay", "/jitter/from", "/jitter/to", "/limit/duration"]

    /// By place in the arguments of `call: http`.
    static let inHTTPCall = [
        "/endpoint/authentication": "remove it; an `authorization` header can be set in `with.headers`"
    ]

    static let tasks = [
        "emit": other, "fork": "write the branches one after the other", "listen": other, "run": other, "wait": other,
    ]

    static let calls = ["a2a": call, "asyncapi": call, "grpc": call, "mcp": call, "openapi": call]

    static let call = "call `http` or `agent`"

    private static let schema = "remove it, or check the data with a `switch` and `raise`"
    private static let other = "a task does one of `call`, `do`, `for`, `raise`, `set`, `switch` and `try`"
}
