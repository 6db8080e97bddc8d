/// Names a state of something that can be edited (RFC 9110, section 8.8.3). A strong one.
package struct EntityTag: Sendable, Hashable {
    /// With its quotes.
    package let text: String

    /// - Parameter opaque: letters, digits and the like; no quotes, commas or spaces.
    package init(_ opaque: String) {
        text = "\"\(opaque)\""
    }

    /// Whether a header `If-Match` or `If-None-Match` names this state; `*` names every state.
    ///
    /// - Parameter weakly: whether `W/"…"` counts too, as it does for `If-None-Match`.
    func isNamed(in header: String, weakly: Bool) -> Bool {
        header.split(whereSeparator: { $0 == "," || $0.isWhitespace }).contains { tag in
            tag == "*" || tag == text || weakly && tag == "W/" + text
        }
    }
}
