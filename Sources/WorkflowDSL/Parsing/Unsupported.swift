/// What the language has and this product does not yet, each with what to write instead.
enum Unsupported {
    static let inDocument = [
        "schedule": "remove it and start runs through the API",
        "timeout": "remove it",
    ]

    static let inUse = [
        "authentications": "remove them; an `authorization` header can be set in `with.headers`",
        "catalogs": "remove them; calls are `http` or `agent`",
        "extensions": "remove them and write their tasks where they belong",
        "functions": "remove them and write their tasks where they are called",
        "secrets": "remove them and pass what is needed as input",
        "timeouts": "remove them",
    ]

    static let inTask = ["timeout": "remove it"]

    static let schema = ["schema": "remove it, or check the data with a `switch` and `raise`"]

    static let inEndpoint = ["authentication": "remove it; an `authorization` header can be set in `with.headers`"]

    static let inCatch = ["then": "write `then` on the `try` task itself"]

    static let tasks: Set = ["emit", "fork", "listen", "run", "wait"]

    static let calls: Set = ["a2a", "asyncapi", "grpc", "mcp", "openapi"]
}
