import TestServers

extension SeededGenerator {
    /// - Returns: of characters that mean something to the encodings, and others.
    mutating func text(_ count: ClosedRange<Int>) -> String {
        let characters = Array("aabbcZ09 %+-_/=\\\"&?\n\tüß€🙂")
        return String(
            (0..<Int.random(in: count, using: &self)).map { _ in characters.randomElement(using: &self) ?? "a" })
    }
}
