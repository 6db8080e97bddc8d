/// A Lua script that Redis runs as one step.
package struct RedisScript: Sendable, Hashable {
    package let source: String

    package init(_ source: String) {
        self.source = source
    }
}
