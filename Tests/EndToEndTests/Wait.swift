import Foundation

/// Waits for something that another process does.
enum Wait {
    static let limit = Duration.seconds(60)
    private static let pause: useconds_t = 10_000

    /// - Throws: ``Failure`` when `condition` is not true within `limit`.
    static func until(_ what: String, limit: Duration = Wait.limit, _ condition: () throws -> Bool) throws {
        let end = ContinuousClock.now + limit
        while try !condition() {
            guard ContinuousClock.now < end else { throw Failure("not within \(limit): \(what)") }
            usleep(pause)
        }
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
