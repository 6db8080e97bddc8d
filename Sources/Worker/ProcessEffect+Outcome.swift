import JSON
import Processes
import WorkflowEngine

extension ProcessEffect {
    /// The most of stderr that an error quotes, in characters: its end.
    static let quotedLimit = 1_000

    /// What a `run` task makes of a program that ended (specification, "Run").
    ///
    /// A code other than 0 is an error, unless the task asked for the code: it could not see it otherwise.
    func outcome(of ended: ProcessResult) -> Result<JSON, WorkflowError> {
        let showsCode = output == .code || output == .all
        guard ended.code == 0 || showsCode else { return .failure(Self.failure(ended)) }
        return .success(result(code: ended.code, stdout: ended.stdout, stderr: ended.stderr))
    }

    private static func failure(_ ended: ProcessResult) -> WorkflowError {
        let said = ended.stderr.isEmpty ? "" : " Its stderr ends: \(ended.stderr.suffix(quotedLimit))"
        return WorkflowError(
            .runtime, title: "The program ended with code \(ended.code)",
            detail:
                "The program ended with code \(ended.code); `return: all` or `return: code` makes that an output.\(said)"
        )
    }
}
