/// One request that a ``ScriptedServer`` got.
package struct RecordedRequest: Sendable {
    package let method: String
    /// Path and query, as sent.
    package let target: String
    package let headers: [(String, String)]
    package let body: [UInt8]
    /// When the whole request was there.
    package let arrivedAt: ContinuousClock.Instant

    /// The target without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The first header of this name, in any case.
    package func header(_ name: String) -> String? {
        headers.first { $0.0.lowercased() == name.lowercased() }?.1
    }
}
