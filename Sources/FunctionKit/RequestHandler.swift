internal import Database
internal import FastCGI
internal import Identity
internal import JSON

/// Answers the requests of one handler thread: route, slot, gate, body, endpoint, log.
struct RequestHandler {
    /// Under which requests are counted that no endpoint serves.
    static let unserved = "unserved"

    let router: Router
    let gate: Gate
    private let idempotency: Idempotency
    let database: Database
    let slots: EndpointSlots
    let room: WaitingRoom
    private let refusals: Refusals
    let log: FunctionLog
    let metrics: RequestMetrics

    /// - Throws: ``EnvironmentError``: the rate limits are wrong.
    init(
        _ endpoints: [any Endpoint], _ resources: Resources, allotments: Allotments, slots: EndpointSlots,
        room: WaitingRoom, refusals: Refusals, log: FunctionLog
    ) throws(EnvironmentError) {
        router = Router(endpoints)
        gate = Gate(try RateLimits(resources.environment, endpoints: endpoints), allotments, resources)
        idempotency = Idempotency(resources.database)
        database = resources.database
        self.slots = slots
        self.room = room
        self.refusals = refusals
        self.log = log
        metrics = RequestMetrics(resources.metrics, function: log.function)
    }

    func handle(_ request: FastCGIRequest) -> FastCGIReply {
        begin(request, arrived: .now, queued: nil)
    }

    /// Goes on with a request that was parked: in line for a slot, or until what it waits for happens.
    func resume(
        _ request: FastCGIRequest, _ id: ParkedRequests.ID, _ reason: ParkedRequests.Reason
    ) -> FastCGIReply {
        if let answer = refusals.take(id) { return .answer(answer) }
        let queued = slots.take(id)
        if let waiting = room.leave(id) { return goOn(waiting, because: reason, queued: queued) }
        return begin(request, arrived: queued?.arrival ?? .now, queued: queued)
    }

    private func begin(
        _ request: FastCGIRequest, arrived started: ContinuousClock.Instant, queued: EndpointSlots.Queued?
    ) -> FastCGIReply {
        let trace = TraceContext(traceparent: request.parameters["HTTP_TRACEPARENT"])
        var facts = RequestFacts(request, requestID: trace.traceID)
        do {
            let call = try RequestedCall(request, router) { () throws(Problem) in
                try gate.pass(address: facts.address, Self.unserved, &facts.standing)
            }
            facts.route = call.route.path.description
            switch admit(call.name, for: sender(of: request, facts), arrived: started, queued: queued) {
            case .queued(let id): return .park(id, until: started + EndpointSlots.queueLimit, isWhole: false)
            case .entered: break
            case .refused, nil: throw Problem.endpointBusy
            }
            defer { slots.leave(call.name) }
            return answer(call, request, facts: facts, started: started)
        } catch {
            return finish(error, facts, started: started)
        }
    }

    /// - Returns: nil: the request has stood in line too long.
    func admit(
        _ endpoint: String, for sender: @autoclosure () -> EndpointSlots.Sender, arrived: ContinuousClock.Instant,
        queued: EndpointSlots.Queued?
    ) -> EndpointSlots.Entry? {
        guard let queued else { return slots.enter(endpoint, for: sender(), arrived: arrived) }
        return queued.hasSlot ? .entered : nil
    }

    private func sender(of request: FastCGIRequest, _ facts: RequestFacts) -> EndpointSlots.Sender {
        gate.sender(BrowserSession(request.parameters).authorization, address: facts.address)
    }

    /// Answers with an error: late, where a tenant comes too often.
    private func refuse(
        _ error: any Error, _ facts: RequestFacts, started: ContinuousClock.Instant,
        for sender: @autoclosure () -> EndpointSlots.Sender
    ) -> FastCGIReply {
        let reply = finish(error, facts, started: started)
        guard facts.standing?.wait != nil, case .tenant(let tenant) = sender(), case .answer(let answer) = reply,
            let id = refusals.hold(answer, to: tenant)
        else { return reply }
        return .park(id, until: .now + Refusals.pause, isWhole: true)
    }

    private func answer(
        _ call: RequestedCall, _ request: FastCGIRequest, facts: RequestFacts, started: ContinuousClock.Instant
    ) -> FastCGIReply {
        var facts = facts
        do {
            let deadline = started + call.route.deadline
            return try within(deadline, of: call.route) {
                let (question, response) = try ask(call, request, facts: &facts)
                guard let wait = response.wait else { return finish(response, facts, started: started) }
                return self.wait(
                    WaitingRequest(
                        request: question, endpoint: call.name, wait: wait, end: .now + .seconds(wait.seconds),
                        response: response, facts: facts, started: started),
                    isAdmitted: true)
            }
        } catch {
            return refuse(error, facts, started: started, for: sender(of: request, facts))
        }
    }

    private func ask(
        _ call: RequestedCall, _ request: FastCGIRequest, facts: inout RequestFacts
    ) throws -> (Request, Response) {
        let parameters = request.parameters
        let browser = BrowserSession(parameters)
        let caller = try gate.admit(
            to: call.name, call.route.access, serving: call.route.servedStates,
            authorization: browser.authorization,
            address: facts.address, standing: &facts.standing)
        facts.caller = caller
        if caller != nil, browser.isInUse, browser.isChange { try browser.checkProof() }
        if call.route.opensSession { try browser.checkTransport() }
        try call.checkNamespace(of: caller)
        try call.checkProof(of: caller)
        if !call.route.ignoresOtherParameters { try call.target.checkQuery(knows: call.route.query) }
        let reader = BodyReader(request: request)
        let (afterwards, trail) = (Afterwards(), AuditTrail(database))
        defer { trail.end() }
        let question = Request(
            id: facts.requestID, caller: caller, access: call.route.access, parameters: call.pathParameters,
            query: call.target.query, headers: parameters, mediaType: reader.mediaType,
            body: try reader.body(call.route.body), afterwards: afterwards, trail: trail)
        var response = try carryOut(question, call.route, parameters["REQUEST_URI"] ?? "", caller) {
            // Whatever a first try wanted to do is wanted again, or not any more.
            afterwards.actions = []
            return try call.endpoint.handle(question)
        }
        afterwards.run()
        if Idempotency.isRepeated(response) { response = try call.endpoint.repeated(response, to: question) }
        if Idempotency.isRepeated(response), let endpoint = call.endpoint as? any WaitingEndpoint {
            response.wait = try endpoint.wait(question, repeating: response)
        }
        return (question, response.unlessKnown(to: question, call.route.method))
    }

    private func carryOut(
        _ request: Request, _ route: Route, _ target: String, _ caller: Caller?,
        _ handle: () throws -> Response
    ) throws -> Response {
        // Requests without a caller open sessions: their answers hold tokens, which are not kept.
        guard route.takesIdempotencyKey, let caller, let text = request.header(IdempotencyKey.header) else {
            return try handle()
        }
        let whole = Array("\(route.method.rawValue) \(target)\n".utf8) + request.body
        return try idempotency.answer(IdempotencyKey(text), whole, for: caller, handle: handle)
    }
}
