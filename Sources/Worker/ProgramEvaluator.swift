import JQ
import JSON
import JSONSchema
import Runs
import WorkflowDSL
import WorkflowEngine

/// Evaluates one workflow version's expressions for one step of a run.
final class ProgramEvaluator: ExpressionEvaluator {
    private let jq: JQ
    private let program: JQProgram
    private let overtime: RunOvertime
    private let metrics: WorkerMetrics
    private let schemas: SchemaCache
    /// Whether the step needs longer than it may: its result counts for nothing, and it must be taken again later.
    private(set) var isRefused = false

    init(
        jq: JQ, program: JQProgram, overtime: TenantOvertime, claim: RunClaim, metrics: WorkerMetrics,
        schemas: SchemaCache
    ) {
        self.jq = jq
        self.program = program
        self.overtime = RunOvertime(overtime: overtime, claim: claim)
        self.metrics = metrics
        self.schemas = schemas
    }

    /// - Throws: ``OvertimeRefused``.
    func checkGranted() throws(OvertimeRefused) {
        if isRefused { throw OvertimeRefused() }
    }

    func issues(of value: JSON, against schema: SchemaDefinition) throws(WorkflowError) -> [String] {
        try schemas.issues(of: value, against: schema)
    }

    func concealed(_ value: JSON, by schema: SchemaDefinition) -> Concealed? {
        schemas.secretFields(of: schema).map { fields in
            let (shown, secrets) = fields.conceal(value, with: Concealed.mark)
            return Concealed(shown: shown, secrets: secrets)
        }
    }

    func evaluate(_ indexes: [Int], on value: JSON, variables: JSONObject) throws(ExpressionFailure) -> [JSON] {
        do throws(JQError) {
            guard !isRefused else { throw .overtimeRefused }
            return try jq.evaluate(program, indexes, on: value, variables: variables, overtime: overtime)
        } catch {
            if error == .overtimeRefused { isRefused = true }
            if let kill = EvaluatorKill(error) { metrics.count(kill) }
            if case .expression(let index, let message) = error {
                throw ExpressionFailure(index: index, message: message)
            }
            throw ExpressionFailure(index: nil, message: "\(error)")
        }
    }

    /// What one run may ask.
    private struct RunOvertime: Overtime {
        let overtime: TenantOvertime
        let claim: RunClaim

        func isGranted() -> Bool {
            overtime.grant(claim)
        }
    }
}

/// A step takes longer than the run may take now: it is to be taken again later.
struct OvertimeRefused: Error {}
