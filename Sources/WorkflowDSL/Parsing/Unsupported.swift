/// What the language has and this product does not yet, each with what to write instead.
enum Unsupported {
    /// By place in the document.
    static let inDocument = [
        "/schedule": "remove it and start runs through the API",
        "/input/schema/resource": schema,
        "/output/schema/resource": schema,
        "/use/catalogs": "remove them and define functions in `use.functions`",
    ]

    /// By place in any task.
    static let inTask = [
        "/input/schema/resource": schema,
        "/output/schema/resource": schema,
        "/export/schema/resource": schema,
    ]

    static let calls = ["a2a": call, "asyncapi": call, "grpc": call, "mcp": call]

    static let call = "call `http`, `openapi`, `agent` or a function of `use.functions`"

    private static let schema = "write the schema into the document, as `schema.document`"
}
