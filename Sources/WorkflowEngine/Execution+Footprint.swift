package import JSON

extension Execution {
    /// Counts the memory of all values that the run goes on with.
    package func count(in footprint: inout JSONFootprint) {
        footprint.add(run.input)
        footprint.add(context)
        for value in secretValues { footprint.add(value) }
        footprint.add(buffer: secretBytes * Self.memoryOfSecretByte)
        for strand in strands.values {
            footprint.add(strand.scope.variables)
            for frame in strand.stack { frame.count(in: &footprint) }
        }
        for (_, signal) in ready {
            switch signal {
            case .value(let value), .done(let value, _), .end(let value): footprint.add(value)
            case .error: break
            }
        }
        for waiting in outstanding.values { waiting.effect.kind.count(in: &footprint) }
    }
}

extension Frame {
    fileprivate func count(in footprint: inout JSONFootprint) {
        switch self {
        case .list: break
        case .task(let frame):
            footprint.add(frame.input)
            footprint.add(frame.record.input)
            footprint.add(frame.record.output)
            footprint.add(frame.record.detail)
        case .loop(let frame): footprint.add(frame.items)
        case .fork(let frame):
            for output in frame.outputs { footprint.add(output) }
        case .attempt(let frame), .retryDelay(let frame): footprint.add(frame.input)
        case .handler(let frame): footprint.add(frame.input)
        case .listen(let frame):
            footprint.add(frame.input)
            for values in [frame.consumed, frame.queue, frame.outputs] { footprint.add(values) }
            footprint.add(frame.item)
        case .extended(let frame):
            for value in [frame.rawInput, frame.output, frame.task] { footprint.add(value) }
        }
    }
}

extension Effect.Kind {
    fileprivate func count(in footprint: inout JSONFootprint) {
        switch self {
        case .http(let effect): footprint.add(buffer: effect.body.count)
        case .openAPI(let effect): footprint.add(effect.parameters)
        case .agent(let effect): footprint.add(effect.input)
        case .process(let effect): footprint.add(effect.stdin ?? "")
        case .subworkflow(let effect): footprint.add(effect.input)
        case .emit(let event): footprint.add(event)
        case .listen, .timer: break
        }
    }
}
