import ArgumentParser

/// A number of a tenant's own, or `default` for what all others have.
struct NumberOrDefault: ExpressibleByArgument {
    /// Nil: none of its own.
    let number: Int?

    init?(argument: String) {
        if argument == "default" {
            number = nil
        } else if let number = Int(argument) {
            self.number = number
        } else {
            return nil
        }
    }

    /// - Throws: a `ValidationError` that names the range.
    func check(_ name: String, _ range: ClosedRange<Int>) throws {
        guard let number, !range.contains(number) else { return }
        throw ValidationError("\(name) must be from \(range.lowerBound) to \(range.upperBound), or `default`.")
    }
}
