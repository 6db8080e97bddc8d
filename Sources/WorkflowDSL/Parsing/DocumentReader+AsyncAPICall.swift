import JSON

extension DocumentReader {
    func asyncAPICall(_ node: DocumentNode) -> Call? {
        let known = [
            "document", "channel", "operation", "server", "protocol", "message", "subscription", "authentication",
        ]
        guard let members = members(of: node, taking: known, example: "{document: …, operation: …, message: …}") else {
            return nil
        }
        let document = required("document", in: members, writing: "document: {endpoint: https://…}").flatMap(resource)
        let target = choice(of: ["operation", "channel"], in: members, writing: "operation: publishOrder")
            .flatMap { name, node -> AsyncAPICall.Target? in
                text(node).map { name == "channel" ? .channel($0) : .operation($0) }
            }
        let server = members["server"].flatMap(server)
        let messageProtocol = word(MessageProtocol.self, members["protocol"])
        let action = choice(of: ["message", "subscription"], in: members, writing: "message: {payload: {…}}")
            .flatMap { name, node -> AsyncAPICall.Action? in
                name == "message"
                    ? message(node).map { .publish($0) } : subscription(node).map { .subscribe($0) }
            }
        let authentication = members["authentication"].flatMap(authentication)
        guard let document, let target, let action else { return nil }
        return .asyncAPI(
            AsyncAPICall(
                document: document, target: target, server: server, protocol: messageProtocol, action: action,
                authentication: authentication))
    }

    private func server(_ node: DocumentNode) -> AsyncAPICall.Server? {
        guard let members = members(of: node, taking: ["name", "variables"], example: "{name: staging}") else {
            return nil
        }
        let variables = values(members["variables"], example: "{region: eu}")
        return required("name", in: members, writing: "name: staging").flatMap { text($0) }
            .map { AsyncAPICall.Server(name: $0, variables: variables) }
    }

    private func message(_ node: DocumentNode) -> AsyncAPICall.OutboundMessage? {
        members(of: node, taking: ["payload", "headers"], example: "{payload: {id: '${ .id }'}}").map {
            AsyncAPICall.OutboundMessage(
                payload: values($0["payload"], example: "{id: '${ .id }'}"),
                headers: values($0["headers"], example: "{priority: high}"))
        }
    }

    private func subscription(_ node: DocumentNode) -> MessageSubscription? {
        guard
            let members = members(
                of: node, taking: ["filter", "consume", "foreach"], example: "{consume: {amount: 1}}")
        else { return nil }
        let filter = expression(members["filter"])
        let foreach = members["foreach"].flatMap(iterator)
        let ends = ["amount", "while", "until"]
        let consume = required("consume", in: members, writing: "consume: {amount: 1}").flatMap {
            self.members(of: $0, taking: ["for"] + ends, example: "{amount: 1}")
        }
        let time = interval(consume?["for"])
        let end = consume.flatMap { choice(of: ends, in: $0, writing: "amount: 1") }.flatMap(end)
        return end.map { MessageSubscription(filter: filter, end: $0, for: time, foreach: foreach) }
    }

    private func end(_ name: String, _ node: DocumentNode) -> MessageSubscription.End? {
        switch name {
        case "while": return expression(node).map { .while($0) }
        case "until": return expression(node).map { .until($0) }
        default:
            if let amount = node.value.int, amount > 0 { return .amount(amount) }
            report(node, "`amount` must be a whole number from 1, without quotes")
            return nil
        }
    }
}
