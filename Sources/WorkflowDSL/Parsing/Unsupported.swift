/// What the language has and this product does not yet, each with what to write instead.
enum Unsupported {
    /// By place in the document.
    static let inDocument = ["/schedule": "remove it and start runs through the API"]

    static let calls = ["a2a": call, "asyncapi": call, "grpc": call, "mcp": call]

    static let call = "call `http`, `openapi`, `agent` or a function"
}
