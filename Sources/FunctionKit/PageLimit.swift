/// How many items one answer with a list holds.
package enum PageLimit {
    package static let range = 1...100
    /// Where the request does not say.
    package static let standard = 20
}
