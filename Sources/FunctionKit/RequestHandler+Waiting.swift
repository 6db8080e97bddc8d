internal import FastCGI

/// Requests that wait for something to happen.
extension RequestHandler {
    /// Parks a request, unless what it waits for has happened by now.
    ///
    /// - Parameter isAdmitted: whether the gate has just let it in, so that its caller may look.
    func wait(_ waiting: WaitingRequest, isAdmitted: Bool) -> FastCGIReply {
        // From here on nothing is missed; so only now is there a look that counts.
        guard let id = room.enter(waiting.wait.topic) else {
            return finish(waiting.response, waiting.facts, started: waiting.started)
        }
        var waiting = waiting
        waiting = look(waiting, isAdmitted: isAdmitted)
        guard waiting.response.wait != nil else {
            _ = room.leave(id)
            room.release(id)
            return finish(waiting.response, waiting.facts, started: waiting.started)
        }
        room.keep(waiting, as: id)
        return .park(id, until: waiting.end, isWhole: true)
    }

    /// - Parameter queued: set when it stood in line for a slot, to have its last look.
    func goOn(
        _ waiting: WaitingRequest, because reason: ParkedRequests.Reason, queued: EndpointSlots.Queued?
    ) -> FastCGIReply {
        if reason == .clientIsGone {
            if queued?.hasSlot == true { slots.leave(waiting.endpoint) }
            return finish(Response.empty(Self.clientIsGoneStatus), waiting.facts, started: waiting.started)
        }
        switch admit(waiting.endpoint, for: waiting.facts.sender, arrived: .now, queued: queued) {
        case .refused, nil:
            return finish(waiting.response, waiting.facts, started: waiting.started)
        case .queued(let id):
            room.keep(waiting, as: id)
            return .park(id, until: .now + EndpointSlots.queueLimit, isWhole: true)
        case .entered:
            defer { slots.leave(waiting.endpoint) }
            if reason == .resumed, .now < waiting.end { return wait(waiting, isAdmitted: false) }
            let waiting = look(waiting, isAdmitted: false)
            return finish(waiting.response, waiting.facts, started: waiting.started)
        }
    }

    /// What a log shows for a client that did not wait for its answer, as nginx has it.
    private static let clientIsGoneStatus = 499

    /// The request with the answer as things stand. Where they cannot be seen, with the one it had: what was begun was begun,
    /// and an error would say otherwise.
    private func look(_ waiting: WaitingRequest, isAdmitted: Bool) -> WaitingRequest {
        var waiting = waiting
        guard let endpoint = router.endpoint(named: waiting.endpoint) as? any WaitingEndpoint else { return waiting }
        do {
            let isRepeated = Idempotency.isRepeated(waiting.response)
            waiting.response = try within(.now + type(of: endpoint).route.deadline, of: type(of: endpoint).route) {
                // Meanwhile they may have lost the right to look: then the answer is the one that they had.
                let admitted = isAdmitted ? waiting.request : try gate.renewed(waiting.request)
                guard let request = admitted else { return waiting.response.atOnce }
                return try endpoint.look(request, for: waiting.wait.topic)
            }
            if isRepeated { waiting.response = Idempotency.marked(waiting.response) }
        } catch {
            waiting.facts.reason = "\(error)"
        }
        return waiting
    }
}

extension Response {
    /// The same answer without a wait.
    fileprivate var atOnce: Response {
        var response = self
        response.wait = nil
        return response
    }
}
