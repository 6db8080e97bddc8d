internal import Database
internal import FunctionKit
internal import JSON
internal import Redis

/// `GET /health`: whether people can sign in and work, for load balancers and monitors.
///
/// - 200: a function answers, and can use the database and Redis.
/// - 503 `database_unavailable`, `redis_unavailable`: it cannot. Without Redis the platform still works, more slowly, and
///   each process counts rates by itself.
struct ShowHealth: Endpoint {
    // Whoever is behind the same proxy as an attacker must not be told that the platform is down: nobody is counted here.
    static let route = Route.get("/health", access: .unchecked)

    static let operation = Operation(
        "Show whether the platform works", tag: "Operation",
        "For load balancers and monitors: whether a function answers, and can use the database and Redis.",
        answers: [
            Answer(
                200, "It works.", .object(["status": .choice(["ok"])]), headers: ["Cache-Control"],
                example: ["status": "ok"])
        ])

    /// One that is never there: what counts is that Redis answers, to this program's user.
    private static let key = "intelligentic:gate:health"

    let database: Database
    let redis: Redis

    func handle(_ request: Request) throws -> Response {
        try database.ping()
        try redis.send("GET", Self.key)
        return .json(["status": "ok"], headers: [("Cache-Control", "no-store")])
    }
}
