/// How much there may be of secrets. Thrown where it is exceeded.
package enum SecretLimit: Error, Sendable, Hashable {
    case secrets, valueSize, valueParts, runSecrets, runSize

    /// The most secrets of a tenant.
    package static let secretLimit = 1_000
    /// The most bytes of a value as JSON text.
    package static let valueLimit = 65_536
    /// The most strings, numbers and the like in a value: each is looked for in all that a run says.
    package static let partLimit = 100
    /// The most secrets of a run.
    package static let runSecretLimit = 64
    /// The most bytes of all values of a run, as JSON texts.
    package static let runValueLimit = 262_144
}

extension SecretLimit: CustomStringConvertible {
    package var description: String {
        switch self {
        case .secrets: "Your tenant has \(Self.secretLimit) secrets, as many as it may."
        case .valueSize: "A secret's value has at most \(Self.valueLimit) bytes as JSON."
        case .valueParts: "A secret's value has at most \(Self.partLimit) strings, numbers, booleans and nulls in it."
        case .runSecrets: "A run may read at most \(Self.runSecretLimit) secrets."
        case .runSize: "The secrets of a run have at most \(Self.runValueLimit) bytes as JSON, all together."
        }
    }
}
