/// One connection of the web server. Its number is never used again, as descriptors are.
struct Connection: Sendable, Hashable {
    let number: UInt64
    let descriptor: Int32
}
