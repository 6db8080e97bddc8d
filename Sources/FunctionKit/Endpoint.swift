/// One operation of the API.
package protocol Endpoint: SendableMetatype {
    /// What it answers to, who may call it, and what it takes. Checked before ``handle(_:)`` is called.
    static var route: Route { get }

    /// What it does, for the API's description: an endpoint without one does not compile.
    static var operation: Operation { get }

    /// Answers a request. Synchronous: it may wait for the database.
    ///
    /// - Throws: a ``Problem`` to answer with it; any other error becomes one (see ``Problem/init(_:)``).
    func handle(_ request: Request) throws -> Response

    /// What of an answer that was kept under an `Idempotency-Key` may still be shown: the caller may have lost a right since.
    func repeated(_ response: Response, to request: Request) throws -> Response
}

extension Endpoint {
    package func repeated(_ response: Response, to request: Request) -> Response { response }

    /// Its type's, such as `StartRun`: in manifests, metrics and keys.
    static var name: String { "\(Self.self)" }
}
