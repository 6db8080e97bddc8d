import JQ
import JSON
import WorkflowEngine

/// Evaluates one workflow version's expressions in a stepper's evaluator process.
struct ProgramEvaluator: ExpressionEvaluator {
    let jq: JQ
    let program: JQProgram

    func evaluate(_ indexes: [Int], on value: JSON, variables: JSONObject) throws(ExpressionFailure) -> [JSON] {
        do {
            return try jq.evaluate(program, indexes, on: value, variables: variables)
        } catch {
            if case .expression(let index, let message) = error {
                throw ExpressionFailure(index: index, message: message)
            }
            throw ExpressionFailure(index: nil, message: "\(error)")
        }
    }
}
