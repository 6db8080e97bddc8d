import JQ
import JSON
import TestServers

/// A real evaluator, without the expressions that are evaluated natively: what jq itself says.
struct Oracle {
    private let jq: JQ

    init(limits: JQLimits = JQLimits()) {
        jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator", limits: limits)
    }

    /// Each expression's output on a value, or jq's message.
    func outputs(of expressions: [String], on values: [JSON], variables: JSONObject) throws -> [[Result<JSON, JQError>]]
    {
        // A comment is enough to leave an expression to jq.
        let program = JQProgram(
            id: "oracle", expressions: expressions.map { $0 + " # jq" }, variables: Array(variables.keys))
        return try values.map { value in
            try expressions.indices.map { index in
                do {
                    return .success(try jq.evaluate(program, [index], on: value, variables: variables)[0])
                } catch let error as JQError {
                    guard case .expression = error else { throw error }
                    return .failure(error)
                }
            }
        }
    }
}
