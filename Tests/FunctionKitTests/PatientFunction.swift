import Database
import Dispatch
import Foundation
import FunctionKit
import Identity
import JSON
import Synchronization

/// A function whose requests wait, or take long.
struct PatientFunction: Function {
    static let name = "patient"
    static let channel = "intelligentic:test:happened"

    /// What has happened, by names that only one test uses.
    static let happened = Mutex<Set<String>>([])
    /// How often each name was looked at.
    static let looks = Mutex<[String: Int]>([:])

    static let endpointTypes: [any Endpoint.Type] = [
        Await.self, Attend.self, Quick.self, Sleep.self, Hold.self,
    ]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        [Await(), Attend(), Quick(database: resources.database), Sleep(database: resources.database), Hold()]
    }

    /// Finds what has happened, but not what is called `told…`.
    static func waits(_ resources: Resources) -> WaitSource? {
        WaitSource(channel: channel) { topics in
            topics.filter { topic in !topic.name.hasPrefix("told") && happened.withLock { $0.contains(topic.name) } }
        }
    }

    /// Waits until the test looks for a name at least `count` times.
    static func waitForLooks(_ name: String, _ count: Int) throws {
        let end = ContinuousClock.now + .seconds(20)
        while looks.withLock({ $0[name, default: 0] }) < count {
            guard ContinuousClock.now < end else {
                throw Late(name: name, looks: looks.withLock { $0[name, default: 0] })
            }
            usleep(1_000)
        }
    }

    struct Late: Error {
        let name: String
        let looks: Int
    }

    struct Await: WaitingEndpoint {
        static let route = Route.get("/await/{name}", access: .open, query: [.wait])
        static let operation = Operation("It", tag: "Patient", "It.", answers: [Answer(200, "It.", .any)])
        static let tenant = TenantID()

        func handle(_ request: Request) throws -> Response {
            let name = request.path("name")
            let seconds = try request.waitSeconds()
            let response = Self.answer(name, seconds: seconds)
            // The worst moment: just after the endpoint has looked.
            if name.hasPrefix("told-between") { _ = happened.withLock { $0.insert(name) } }
            return response
        }

        func look(_ request: Request, for topic: WaitTopic) -> Response {
            defer { looks.withLock { $0[topic.name, default: 0] += 1 } }
            return Self.answer(topic.name, seconds: Wait.secondsLimit)
        }

        private static func answer(_ name: String, seconds: Int) -> Response {
            let hasHappened = happened.withLock { $0.contains(name) }
            var response = Response.json(.bool(hasHappened), status: hasHappened ? 200 : 202)
            if !hasHappened, seconds > 0 {
                response.wait = Wait(for: WaitTopic(tenant: tenant, name: name), seconds: seconds)
            }
            return response
        }
    }

    /// Waits like ``Await``, for whoever may see runs, and answers whether they see payloads too.
    struct Attend: WaitingEndpoint {
        static let route = Route.get("/attend/{name}", requires: Permission(.read, .runs))
        static let operation = Operation(
            "It", tag: "Patient", "It.", path: [Parameter("name", .string(), "It.")],
            answers: [Answer(200, "It.", .any)])

        func handle(_ request: Request) throws -> Response {
            var response = Response.json(nil, status: 202)
            response.wait = Wait(for: WaitTopic(tenant: request.caller.tenant, name: request.path("name")), seconds: 60)
            return response
        }

        func look(_ request: Request, for topic: WaitTopic) throws -> Response {
            defer { looks.withLock { $0[topic.name, default: 0] += 1 } }
            guard happened.withLock({ $0.contains(topic.name) }) else { return try handle(request) }
            return .json(.bool(request.caller.grants.allows(Permission(.read, .payloads))))
        }
    }

    struct Quick: Endpoint {
        static let route = Route.get("/quick", access: .open)
        static let operation = Operation("It", tag: "Patient", "It.", answers: [Answer(200, "It.", .any)])
        let database: Database

        func handle(_ request: Request) throws -> Response { .json(JSON(try database.execute("SELECT 1"))) }
    }

    struct Sleep: Endpoint {
        static let route = Route.get("/sleep", access: .open, query: [Parameter("how", .string(), "How.")]).within(
            .seconds(1))
        static let operation = Operation("It", tag: "Patient", "It.", answers: [Answer(200, "It.", .any)])
        let database: Database

        func handle(_ request: Request) throws -> Response {
            switch request.query("how") {
            case "transaction":
                try database.transaction { database in _ = try database.query("SELECT SLEEP(20)") }
            case "many":
                for _ in 0..<100 { _ = try database.query("SELECT SLEEP(0.2)") }
            default:
                _ = try database.query("SELECT SLEEP(20)")
            }
            return .json("awake")
        }
    }

    /// Holds its thread until the test lets go.
    struct Hold: Endpoint {
        static let route = Route.get("/hold/{name}", access: .open)
        static let operation = Operation("It", tag: "Patient", "It.", answers: [Answer(200, "It.", .any)])
        static let entered = Mutex<[String: Int]>([:])
        static let released = Mutex<Set<String>>([])

        func handle(_ request: Request) throws -> Response {
            let name = request.path("name")
            Self.entered.withLock { $0[name, default: 0] += 1 }
            let end = ContinuousClock.now + .seconds(30)
            while !Self.released.withLock({ $0.contains(name) }), ContinuousClock.now < end { usleep(1_000) }
            return .json("released")
        }
    }
}
