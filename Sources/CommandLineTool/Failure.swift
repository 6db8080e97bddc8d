import Glibc
import HTTPClient

/// Why a command did not work, in the words that people read, with the code that scripts read.
struct Failure: Error {
    let reason: ExitReason
    /// What happened and what to do; empty where everything has been said.
    let message: String

    init(_ reason: ExitReason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let problem as ProblemAnswer: self = problem.failure
        case let error as HTTPError: self.init(.unreachable, "\(error)")
        default: self.init(.local, "\(error)")
        }
    }

    func exit() -> Never {
        if !message.isEmpty { Terminal.error.write(message) }
        Glibc.exit(reason.rawValue)
    }
}
