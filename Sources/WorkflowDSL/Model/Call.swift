/// What a `call` task calls.
package enum Call: Sendable {
    case http(HTTPCall)
    case agent(AgentCall)
}
