/// `call: a2a`, of the Agent2Agent protocol.
package struct A2ACall: Sendable {
    package let method: Method
    package let agentCard: ExternalResource?
    package let server: RemoteEndpoint?
    package let parameters: Template?

    package enum Method: String, Sendable, CaseIterable {
        case sendMessage = "message/send"
        case streamMessage = "message/stream"
        case getTask = "tasks/get"
        case listTasks = "tasks/list"
        case cancelTask = "tasks/cancel"
        case resubscribe = "tasks/resubscribe"
        case setPushNotification = "tasks/pushNotificationConfig/set"
        case getPushNotification = "tasks/pushNotificationConfig/get"
        case listPushNotifications = "tasks/pushNotificationConfig/list"
        case deletePushNotification = "tasks/pushNotificationConfig/delete"
        case getExtendedCard = "agent/getAuthenticatedExtendedCard"
    }
}
