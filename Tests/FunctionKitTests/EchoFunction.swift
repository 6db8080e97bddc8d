import Database
import FunctionKit
import Identity
import JSON

/// A function with one endpoint for each thing that the kit does.
struct EchoFunction: Function {
    static let name = "echo"

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        [
            Echo(), Latest(), ShowItem(), WhoAmI(), ListItems(), Upload(), Fail(database: resources.database),
            Book(database: resources.database),
        ]
    }

    struct Echo: Endpoint {
        static let route = Route.post("/echo", access: .open, body: .json(limit: 1_000))

        struct Body: Codable {
            let text: String
            let count: Int?
        }

        func handle(_ request: Request) throws -> Response { try .json(request.json(Body.self), status: 201) }
    }

    struct ShowItem: Endpoint {
        static let route = Route.get("/items/{name}", access: .open, query: ["version"])

        func handle(_ request: Request) -> Response {
            .json(["name": .string(request.path("name")), "version": JSON(request.query("version"))])
        }
    }

    /// Writes a row for each time that it is carried out: a user with this e-mail.
    struct Book: Endpoint {
        static let route = Route.post("/book", access: .signedIn, body: .json(limit: 1_000))

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

        func handle(_ request: Request) -> Response { .json("the latest") }
    }

    struct WhoAmI: Endpoint {
        static let route = Route.get("/me", requires: Permission(.create, .agents))

        func handle(_ request: Request) -> Response { .json(.string(request.caller.user.description)) }
    }

    struct ListItems: Endpoint {
        static let route = Route.get("/list", access: .open, query: ["limit", "cursor"])

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

        func handle(_ request: Request) -> Response {
            .json(["type": .string(request.mediaType), "bytes": JSON(request.body.count)])
        }
    }

    struct Fail: Endpoint {
        static let route = Route.get("/fail", access: .open, query: ["how"])

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
