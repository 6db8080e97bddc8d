import JSON
import WorkflowDSL

/// Values of fields that schemas mark secret: the run goes on with them, and nobody sees them.
extension Execution {
    /// The most different values of such fields that a run may meet, and their bytes as JSON, all together.
    package static let secretValueLimit = 1_000
    package static let secretByteLimit = 8_192
    /// About how much memory a byte of them takes, with the mask that is made of it.
    static let memoryOfSecretByte = 200

    /// Takes a note of the marked fields of a value, and gives the value as it is shown.
    mutating func conceal(
        _ value: JSON, by schema: SchemaDefinition?, using evaluator: some ExpressionEvaluator
    ) -> JSON {
        let concealed = schema.flatMap { evaluator.concealed(value, by: $0) }
        for secret in concealed?.secrets ?? [] where !hasTooManySecrets { learn(secret) }
        // Nobody knows any more what would have to be masked.
        return hasTooManySecrets ? Concealed.mark : concealed?.shown ?? value
    }

    /// What is beyond the limits ends the task, and is not kept: the mask takes much more memory.
    private mutating func learn(_ secret: JSON) {
        switch secret {
        case .null, .bool: return
        default: break
        }
        guard !secretValues.contains(secret) else { return }
        let bytes = secret.text.utf8.count
        guard secretValues.count < Self.secretValueLimit, bytes <= Self.secretByteLimit - secretBytes else {
            hasTooManySecrets = true
            return
        }
        secretValues.insert(secret)
        secretBytes += bytes
    }

    /// - Throws: a runtime error where the run has met more marked fields than it may.
    func checkSecrets() throws(WorkflowError) {
        guard hasTooManySecrets else { return }
        throw WorkflowError(
            .runtime,
            detail: """
                The fields that schemas mark secret have more than \(Self.secretValueLimit) different values in this run, or \
                more than \(Self.secretByteLimit) bytes, which is the limit.
                """)
    }
}
