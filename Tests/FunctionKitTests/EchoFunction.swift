import Database
import FunctionKit
import Identity
import JSON

/// A function with one endpoint for each thing that the kit does.
struct EchoFunction: Function {
    static let name = "echo"

    static let endpointTypes: [any Endpoint.Type] = [
        Echo.self, Latest.self, ShowItem.self, WhoAmI.self, ListItems.self, Upload.self, Fail.self, Book.self,
    ]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        [
            Echo(), Latest(), ShowItem(), WhoAmI(), ListItems(), Upload(), Fail(database: resources.database),
            Book(database: resources.database),
        ]
    }

    struct Echo: Endpoint {
        static let route = Route.post("/echo", access: .open, body: .json(limit: 1_000))
        static let operation = Operation(
            "Echo a body", tag: "Echo", "Echo a body.",
            body: [
                .json(
                    .object(["text": .string(), "count": Schema.count().orNull], optional: ["count"], isClosed: true),
                    examples: [.example("text", "A text", ["text": "hello"])])
            ],
            answers: [
                Answer(
                    201, "The body.", .object(["text": .string()]), headers: ["Location"], example: ["text": "hello"],
                    links: [Answer.Link(to: "showItem", ["name": "$response.body#/text"])])
            ])

        struct Body: Codable {
            let text: String
            let count: Int?
        }

        func handle(_ request: Request) throws -> Response { try .json(request.json(Body.self), status: 201) }
    }

    struct ShowItem: Endpoint {
        static let route = Route.get(
            "/items/{name}", access: .open, query: [Parameter("version", .string(), "A version.")])
        static let operation = Operation(
            "Show an item", tag: "Echo", "Show an item.", path: [Parameter("name", .string(), "A name.")],
            answers: [Answer(200, "It.", .any)])

        func handle(_ request: Request) -> Response {
            .json(["name": .string(request.path("name")), "version": JSON(request.query("version"))])
        }
    }

    /// Writes a row for each time that it is carried out: a user with this e-mail.
    struct Book: Endpoint {
        static let route = Route.post("/book", access: .signedIn, body: .json(limit: 1_000))
        static let operation = Operation(
            "Book", tag: "Echo", "Book.",
            body: [.json(.object(["email": .string(), "isRefused": .boolean], isClosed: true), examples: [])],
            answers: [Answer(201, "It.", .object(["id": .id()]), headers: ["Location", "ETag"])],
            problems: [Problem(409, "refused", "Not this one."), .preconditionFailed])

        struct Body: Codable {
            let email: String
            let isRefused: Bool
        }

        let database: Database

        func handle(_ request: Request) throws -> Response {
            let body = try request.json(Body.self)
            let id = UserID()
            try database.execute(
                """
                INSERT INTO users (id, email, password_hash, created_at)
                VALUES (\(id), \("\(id)" + body.email), 'booked', \(Timestamp.now))
                """)
            guard !body.isRefused else { throw Problem(409, "refused", "Not this one.") }
            return .json(["id": .string(id.description)], status: 201, headers: [("Location", "/book/\(id)")])
                .tagged(EntityTag(id.description))
        }
    }

    struct Latest: Endpoint {
        static let route = Route.get("/items/latest", access: .open)
        static let operation = Operation(
            "Show the latest", tag: "Echo", "Show the latest.", answers: [Answer(200, "It.", .any)])

        func handle(_ request: Request) -> Response { .json("the latest") }
    }

    struct WhoAmI: Endpoint {
        static let route = Route.get("/me", requires: Permission(.create, .agents))
        static let operation = Operation("Who am I", tag: "Echo", "Who am I.", answers: [Answer(200, "It.", .any)])

        func handle(_ request: Request) -> Response { .json(.string(request.caller.user.description)) }
    }

    struct ListItems: Endpoint {
        static let route = Route.get("/list", access: .open, query: [.limit, .cursor])
        static let operation = Operation(
            "List items", tag: "Echo", "List items.",
            answers: [
                .page(
                    of: Schema.id("An item.").named("Item"), "Items.", cursor: "listItems",
                    example: "01890a5d-ac96-774b-bcce-b302099a8057")
            ])

        enum Item {}
        static let ids = (1...5).map { Identifier<Item>(at: Timestamp(microseconds: $0 * 1_000_000)) }

        func handle(_ request: Request) throws -> Response {
            let page = try request.page(of: Identifier<Item>.self)
            let rest = page.after.map { after in Self.ids.filter { $0 > after } } ?? Self.ids
            return page.answer(Array(rest.prefix(page.fetchLimit)), id: { $0 }) { .string($0.description) }
        }
    }

    struct Upload: Endpoint {
        static let route = Route.post(
            "/upload", access: .open, body: .types(["application/yaml", "application/json"], limit: 10))
        static let operation = Operation(
            "Upload", tag: "Echo", "Upload.",
            body: [RequestContent("application/yaml", .string(), examples: []), .json(.any, examples: [])],
            answers: [Answer(200, "It.", .any)])

        func handle(_ request: Request) -> Response {
            .json(["type": .string(request.mediaType), "bytes": JSON(request.body.count)])
        }
    }

    struct Fail: Endpoint {
        static let route = Route.get("/fail", access: .open, query: [Parameter("how", .string(), "In which way.")])
        static let operation = Operation(
            "Fail", tag: "Echo", "Fail.", answers: [Answer(200, "It.", .any)],
            problems: [Problem(409, "taken", "Choose another.")])

        struct Unexpected: Error {}

        let database: Database

        func handle(_ request: Request) throws -> Response {
            switch request.query("how") {
            case "problem": throw Problem(409, "taken", "Choose another.", headers: [("X-Reason", "test")])
            case "database": return .json(JSON(try database.execute("SELECT 1")))
            default: throw Unexpected()
            }
        }
    }
}
