/// One bounded context of the API, built as one FastCGI executable.
///
/// A conforming type marked `@main` is the whole program: see ``main()``.
package protocol Function: SendableMetatype {
    /// The name in logs, and of the folder in `functions/`.
    static var name: String { get }

    /// The types of the endpoints, in the order in which the API's description has them: that in which one would use them.
    static var endpointTypes: [any Endpoint.Type] { get }

    /// One endpoint of each type, in any order: the function's route table.
    ///
    /// Called once on each handler thread, so that endpoints own that thread's connections and share nothing.
    /// - Throws: anything; the program then says it and does not start.
    static func endpoints(_ resources: Resources) throws -> [any Endpoint]

    /// Where the function hears of what its requests wait for (``WaitingEndpoint``); nil: none of them waits.
    ///
    /// - Parameter resources: of the one thread that listens.
    static func waits(_ resources: Resources) throws -> WaitSource?
}

extension Function {
    package static func waits(_ resources: Resources) -> WaitSource? { nil }
}

extension Function {
    /// Serves the socket on descriptor 0 until SIGTERM or SIGINT, then finishes what has begun. With `--openapi` it prints its
    /// part of the API's description instead.
    package static func main() {
        FunctionProgram.run(Self.self)
    }
}
