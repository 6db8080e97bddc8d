/// What is wrong with the text of an allowed destination.
package enum DestinationError: Error, Sendable, Hashable, CustomStringConvertible {
    case notADestination
    case prefix(limit: Int)
    case bitsAfterPrefix

    package var description: String {
        switch self {
        case .notADestination:
            "expected an address (10.1.2.3, fd00::1), a range of them (10.0.0.0/8, fd00::/8) or the name of a host"
        case .prefix(let limit): "expected a number from 0 to \(limit) after the slash"
        case .bitsAfterPrefix: "expected the first address of the range: its bits after the prefix must be 0"
        }
    }
}
