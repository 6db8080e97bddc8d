/// How long the web server's connections may take.
package struct ConnectionLimits: Sendable {
    /// From the first byte of a request to the last one of its body, however steadily they come.
    package var reception: Duration
    /// Without a request.
    package var idle: Duration

    package init(reception: Duration = Connections.receptionLimit, idle: Duration = Connections.idleLimit) {
        self.reception = reception
        self.idle = idle
    }
}
