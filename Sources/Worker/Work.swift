import HTTPClient
import ModelClient
import WorkflowEngine

/// What a stepper has to do next for a run.
enum Work: Sendable {
    /// Read the definition and the journal, replay, go on.
    case begin(ActiveRun)
    /// Start an effect; what it needs could not be read before.
    case perform(ActiveRun, Effect)
    /// Turn an answer into a journal line.
    case arrived(ActiveRun, Arrival)
    /// The line is committed: act on it. Nil after a step that yielded.
    case resume(ActiveRun, JournalEntry?)

    var run: ActiveRun {
        switch self {
        case .begin(let run), .perform(let run, _), .arrived(let run, _), .resume(let run, _): run
        }
    }
}

/// The answer to an effect, as it came.
enum Arrival: Sendable {
    case http(HTTPEffect, Result<HTTPResponse, HTTPError>)
    case agent(AgentCallUnderWay, Result<ChatAnswer, ModelError>)
    /// An effect that could not even be tried.
    case failed(WorkflowError)
    /// A timer whose time has come.
    case timer
}
