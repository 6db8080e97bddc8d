import JSON
import Processes
import Testing

@testable import Worker
@testable import WorkflowEngine

/// What a `run` task makes of a program (digest, section 8).
@Suite struct ProcessOutputTests {
    private let good = ProcessResult(code: 0, stdout: "out\n", stderr: "err")
    private let bad = ProcessResult(code: 3, stdout: "out\n", stderr: "problem")

    private func outcome(_ result: ProcessResult, _ asked: ProcessEffect.Output) -> Result<JSON, WorkflowError> {
        ProcessEffect(
            program: .shell(command: "x"), arguments: [], environment: [:], isAwaited: true, output: asked
        ).outcome(of: result)
    }

    @Test func `a task has what it asked for`() throws {
        #expect(try outcome(good, .stdout).get() == "out\n")
        #expect(try outcome(good, .stderr).get() == "err")
        #expect(try outcome(good, .code).get() == 0)
        #expect(try outcome(good, .all).get() == ["code": 0, "stdout": "out\n", "stderr": "err"])
        #expect(try outcome(good, .none).get() == .null)
    }

    @Test(arguments: [ProcessEffect.Output.stdout, .stderr, .none])
    func `a code other than 0 is a runtime error`(asked: ProcessEffect.Output) {
        #expect {
            try outcome(bad, asked).get()
        } throws: { (error) in
            guard let error = error as? WorkflowError else { return false }
            return error.type == StandardError.runtime.type && error.detail?.contains("code 3") == true
                && error.detail?.hasSuffix("problem") == true
        }
    }

    @Test func `a code other than 0 is an output where it was asked for`() throws {
        #expect(try outcome(bad, .code).get() == 3)
        #expect(try outcome(bad, .all).get() == ["code": 3, "stdout": "out\n", "stderr": "problem"])
    }

    @Test func `what did not run to its end has one of the standard errors`() {
        #expect(ProcessError.timeLimit(.seconds(1)).workflowError.status == 408)
        #expect(ProcessError.unknownLanguage("x").workflowError.type == StandardError.configuration.type)
        let missing = ProcessError.containersUnavailable(reason: "no podman").workflowError
        #expect(missing.type == StandardError.runtime.type)
        #expect(missing.detail?.contains("containers cannot be run on this host: no podman") == true)
    }
}
