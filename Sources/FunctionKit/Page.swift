package import Identity
package import JSON

/// The part of a list that a request asks for. Its cursor is the id of the last item that was shown.
package struct Page<Item>: Sendable {
    package let limit: Int
    /// The list goes on after this item; nil: from its start.
    package let after: Identifier<Item>?

    /// How many items to read: one more than is shown tells whether there is more.
    package var fetchLimit: Int { limit + 1 }

    /// `{"items": […], "nextCursor": …}`.
    ///
    /// - Parameter found: up to ``fetchLimit`` items.
    package func answer<Found>(
        _ found: [Found], id: (Found) -> Identifier<Item>, item: (Found) throws -> JSON
    ) rethrows -> Response {
        let shown = found.prefix(limit)
        let next = found.count > limit ? shown.last.map { id($0).description } : nil
        let items = try shown.map(item)
        return .json(["items": .array(items), "nextCursor": JSON(next)])
    }
}

extension Request {
    /// The part of a list that `limit` and `cursor` ask for; a route with this names both in its query.
    ///
    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    package func page<Item>(of items: Identifier<Item>.Type) throws(Problem) -> Page<Item> {
        let limit = try limit()
        guard let text = query("cursor") else { return Page(limit: limit, after: nil) }
        guard let after = Identifier<Item>(text) else {
            throw Problem(400, "invalid_parameter", "cursor: expected the nextCursor of the answer before.")
        }
        return Page(limit: limit, after: after)
    }

    /// How many items the answer may hold.
    ///
    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    package func limit() throws(Problem) -> Int {
        guard let text = query("limit") else { return PageLimit.standard }
        guard let number = Int(text), PageLimit.range.contains(number), text == "\(number)" else {
            throw Problem(
                400, "invalid_parameter",
                "limit: expected a number from \(PageLimit.range.lowerBound) to \(PageLimit.range.upperBound).")
        }
        return number
    }
}
