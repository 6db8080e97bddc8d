/// One bounded context of the API, built as one FastCGI executable.
///
/// A conforming type marked `@main` is the whole program: see ``main()``.
package protocol Function: SendableMetatype {
    /// The name in logs, and of the folder in `functions/`.
    static var name: String { get }

    /// The endpoints, in any order: the function's route table.
    ///
    /// Called once on each handler thread, so that endpoints own that thread's connections and share nothing.
    /// - Throws: anything; the program then says it and does not start.
    static func endpoints(_ resources: Resources) throws -> [any Endpoint]
}

extension Function {
    /// Serves the socket on descriptor 0 until SIGTERM or SIGINT, then finishes what has begun.
    package static func main() {
        FunctionProgram.run(Self.self)
    }
}
