import JSON
import Processes
import WorkflowDSL
import WorkflowEngine

extension ProcessResult {
    /// The most of stderr that an error quotes, in characters: its end.
    static let quotedLimit = 1_000

    /// What a `run` task makes of a program that ended (specification, "Run").
    ///
    /// A code other than 0 is an error, unless the task asked for the code: it could not see it otherwise.
    func output(_ asked: ProcessRun.Return) -> Result<JSON, WorkflowError> {
        switch asked {
        case .code: .success(JSON(code))
        case .all: .success(["code": JSON(code), "stdout": .string(stdout), "stderr": .string(stderr)])
        case .stdout, .stderr, .none: code == 0 ? .success(text(asked)) : .failure(failure)
        }
    }

    private func text(_ asked: ProcessRun.Return) -> JSON {
        switch asked {
        case .stdout: .string(stdout)
        case .stderr: .string(stderr)
        default: .null
        }
    }

    private var failure: WorkflowError {
        let said = stderr.isEmpty ? "" : " Its stderr ends: \(stderr.suffix(Self.quotedLimit))"
        return WorkflowError(
            .runtime, title: "The program ended with code \(code)",
            detail: "The program ended with code \(code); `return: all` or `return: code` makes that an output.\(said)")
    }
}
