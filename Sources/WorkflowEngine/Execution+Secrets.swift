import JSON
import WorkflowDSL

/// Values of fields that schemas mark secret: the run goes on with them, and nobody sees them.
extension Execution {
    /// The most different values of such fields that a run may meet, and their bytes as JSON, all together.
    package static let secretValueLimit = 1_000
    package static let secretByteLimit = 65_536

    /// Takes a note of the marked fields of a value, and gives the value as it is shown.
    mutating func conceal(
        _ value: JSON, by schema: SchemaDefinition?, using evaluator: some ExpressionEvaluator
    ) -> JSON {
        guard let schema, let concealed = evaluator.concealed(value, by: schema) else { return value }
        // What is beyond the limits ends the task; a run that goes on after that learns no more.
        for secret in concealed.secrets where !hasTooManySecrets {
            switch secret {
            case .null, .bool: continue
            default: if secretValues.insert(secret).inserted { secretBytes += secret.text.utf8.count }
            }
        }
        return concealed.shown
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

    private var hasTooManySecrets: Bool {
        secretValues.count > Self.secretValueLimit || secretBytes > Self.secretByteLimit
    }
}
