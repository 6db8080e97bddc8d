/// The protocols of AsyncAPI's server bindings.
package enum MessageProtocol: String, Sendable, CaseIterable {
    case amqp, amqp1, anypointmq, googlepubsub, http, ibmmq, jms, kafka, mercure, mqtt, mqtt5, nats, pulsar, redis, sns
    case solace, sqs, stomp, ws
}
