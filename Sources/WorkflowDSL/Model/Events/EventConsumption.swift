/// Which events are waited for.
package indirect enum EventConsumption: Sendable {
    case one(EventFilter)
    /// Each of them, in any order.
    case all([EventFilter])
    /// One that any of these lets through; every event where there are none. Without an end the first event is it.
    case any([EventFilter], until: End?)

    package enum End: Sendable {
        /// Evaluated after each event, on all of them.
        case condition(Expression)
        /// These come; they are not part of the output.
        case events(EventConsumption)
    }
}
