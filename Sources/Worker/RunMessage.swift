import AgentRuntime
import HTTPClient
import JSON
import ModelClient
import WorkflowEngine

/// What a stepper has to do next for a run.
enum RunMessage: Sendable {
    /// Read the definition and the journal, replay, go on.
    case begin
    /// Start an effect; what it needs could not be read before.
    case perform(Effect)
    /// Turn an answer into a journal line.
    case arrived(ordinal: Int, Arrival)
    /// The line is committed: act on it.
    case committed(JournalEntry)
    /// What came before a yield is committed: go on.
    case goOn
    /// A timer is due.
    case timers
    /// Something has come into the run's inbox.
    case inbox
    /// Somebody wants the run to end, or to be let go of.
    case control

    /// A commit of the run could not be made, and will not be.
    case dropped

    /// Whether it takes expressions, which may take long.
    var evaluates: Bool {
        switch self {
        case .begin, .committed, .goOn, .inbox: true
        case .perform, .arrived, .timers, .control, .dropped: false
        }
    }
}

/// The answer to an effect, as it came.
enum Arrival: Sendable {
    case http(Result<(HTTPEffect, HTTPResponse), WorkflowError>)
    case agent(AgentCallUnderWay, Result<ChatAnswer, ModelError>)
    /// One that needs no reading; an effect that could not even be tried, too.
    case result(Result<JSON, WorkflowError>)

    /// Of the answer's body; 0 for one that is no body.
    var bytes: Int {
        if case .http(.success((_, let response))) = self { response.body.count } else { 0 }
    }

    /// Of a large answer.
    var place: AnswerPlace? {
        if case .http(.success((_, let response))) = self { response.place } else { nil }
    }
}
