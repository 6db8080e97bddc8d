package import JSON

/// `catch.errors`: an error passes when each of these members is equal.
package struct ErrorFilter: Sendable {
    /// At least one of `type`, `status`, `instance`, `title`, `detail` and `details`, which means `detail`.
    package let with: JSONObject
}
