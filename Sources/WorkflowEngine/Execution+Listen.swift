import Identity
package import JSON
import WorkflowDSL

extension Execution {
    /// Starts a `listen`.
    mutating func listen(
        to listener: EventListener, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal? {
        var task = task
        task.record.status = .waiting
        task.record.tell(.listen, listener.to.told(task.named.task.definition["listen"]?["to"] ?? .null))
        try push(task, using: evaluator)
        current.stack.append(
            .listen(ListenFrame(named: task.named, ordinal: task.record.ordinal, input: task.input)))
        ask(
            for: .listen(EventInterest(filters: listener.to.subscribed)), ordinal: task.record.ordinal,
            purpose: .events)
        return nil
    }

    /// Whether an event (a CloudEvent in JSON) is one that a `listen` takes now.
    ///
    /// - Parameter ordinal: of the effect of the `listen`.
    package func accepts(
        _ event: JSON, for ordinal: Int, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Bool {
        guard let strand = outstanding[ordinal]?.strand, let place = place(of: ordinal, in: strand),
            case .listen(var frame)? = strands[strand]?.stack[place]
        else { return false }
        return try take(event, into: &frame, using: evaluator)
    }

    /// Hands an event to the `listen` that takes it.
    mutating func deliver(
        _ entry: JournalEntry, to strand: Int, using evaluator: some ExpressionEvaluator
    ) {
        guard case .success(let event) = entry.result, let place = place(of: entry.ordinal, in: strand),
            case .listen(var frame)? = strands[strand]?.stack[place]
        else { return }
        do {
            guard try take(event, into: &frame, using: evaluator) else { return }
        } catch {
            return interrupt(entry.ordinal, in: strand, with: error)
        }
        if frame.isComplete { withdraw(entry.ordinal) }
        strands[strand]?.stack[place] = .listen(frame)
        tellConsumed(of: frame, in: strand, under: place)
        // Else `foreach` is at work on an earlier one.
        guard strands[strand]?.stack.count == place + 1, let waiting = strands.removeValue(forKey: strand) else {
            return
        }
        current = waiting
        current.stack.removeLast()
        let signal = goOn(frame)
        strands[strand] = current
        if let signal { ready.append((strand, signal)) }
    }

    /// `foreach` is through with an event.
    mutating func processed(
        _ value: JSON, in frame: ListenFrame, using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        guard frame.item != nil, let foreach = frame.listener?.foreach else { return .value(value) }
        current.stack.append(.listen(frame))
        let task = innermostTask
        let output: JSON
        do {
            output =
                try evaluate(foreach.output?.as, on: value, task: task, rawOutput: value, using: evaluator) ?? value
            _ = conceal(output, by: foreach.output?.schema, using: evaluator)
            try check(output, against: foreach.output?.schema, of: "An item's output", task: task, using: evaluator)
            let exported =
                try evaluate(
                    foreach.export?.as, on: output, task: task, rawOutput: value, output: output, using: evaluator)
                ?? context
            _ = conceal(exported, by: foreach.export?.schema, using: evaluator)
            try checkSecrets()
            try check(
                exported, against: foreach.export?.schema, of: "The context that an item exports", task: task,
                using: evaluator)
            context = exported
        } catch {
            current.stack.removeLast()
            withdraw(frame.ordinal)
            return .error(error)
        }
        current.stack.removeLast()
        var frame = frame
        frame.item = nil
        frame.outputs.append(output)
        return goOn(frame)
    }

    /// What `foreach` did ends the listening.
    mutating func abandoned(_ frame: ListenFrame, with signal: Signal) -> Signal {
        withdraw(frame.ordinal)
        return signal
    }

    /// Works on the next event, waits for one, or ends the listening; the frame is not on the stack.
    private mutating func goOn(_ frame: ListenFrame) -> Signal? {
        var frame = frame
        guard let foreach = frame.listener?.foreach else {
            if frame.isComplete { return completed(frame, with: frame.consumed) }
            current.stack.append(.listen(frame))
            return nil
        }
        if frame.queue.isEmpty {
            if frame.isComplete { return completed(frame, with: frame.outputs) }
            current.stack.append(.listen(frame))
            return nil
        }
        let item = frame.queue.removeFirst()
        frame.item = item
        current.stack.append(.listen(frame))
        current.stack.append(.list(ListFrame(tasks: foreach.do)))
        return .value(item)
    }

    /// Ends the listening; what the events had in common explains the task.
    private mutating func completed(_ frame: ListenFrame, with output: [JSON]) -> Signal {
        let correlations = frame.progress.correlations
        if !correlations.isEmpty, case .task(let task)? = current.stack.last {
            var told = task.record.detail?[TaskRecord.Detail.listen.rawValue]?.object ?? [:]
            told["correlations"] = .object(correlations)
            tell(.listen, .object(told))
        }
        return .value(.array(output))
    }

    /// What an event changes in a `listen`.
    ///
    /// - Returns: false: nothing, it is none of those that are listened for.
    private func take(
        _ event: JSON, into frame: inout ListenFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Bool {
        guard !frame.isComplete, let listener = frame.listener else { return false }
        let matcher = EventMatcher(execution: self, frame: frame)
        if case .any(_, until: .events(let end)?) = listener.to,
            let isComplete = try matcher.take(event, by: end, &frame.endProgress, using: evaluator)
        {
            frame.isComplete = isComplete
            return true
        }
        guard let isComplete = try matcher.take(event, by: listener.to, &frame.progress, using: evaluator) else {
            return false
        }
        let item = listener.read == .data ? event["data"] ?? .null : event
        frame.consumed.append(item)
        frame.queue.append(item)
        frame.isComplete = isComplete
        if case .any(_, until: .condition(let condition)?) = listener.to {
            let value = try evaluate(
                condition, on: .array(frame.consumed), variables: matcher.variables, using: evaluator)
            frame.isComplete = value.isTrue
        }
        return true
    }

    /// The `listen` below its frame says how many events it has had.
    private mutating func tellConsumed(of frame: ListenFrame, in strand: Int, under place: Int) {
        guard place > 0, case .task(var task)? = strands[strand]?.stack[place - 1] else { return }
        var told = task.record.detail?[TaskRecord.Detail.listen.rawValue] ?? [:]
        told["consumed"] = JSON(frame.consumed.count)
        told["latestAt"] = .string(clock.description)
        task.record.tell(.listen, told)
        note(task.record)
        strands[strand]?.stack[place - 1] = .task(task)
    }

    private func place(of ordinal: Int, in strand: Int) -> Int? {
        strands[strand]?.stack.firstIndex { frame in
            if case .listen(let listen) = frame { listen.ordinal == ordinal } else { false }
        }
    }
}

extension EventConsumption {
    /// What explains a task that listens for this.
    ///
    /// - Parameter definition: the same as the document has it.
    fileprivate func told(_ definition: JSON) -> JSON {
        let name =
            switch self {
            case .one: "one"
            case .all: "all"
            case .any: "any"
            }
        let wanted = definition[name] ?? .null
        let filters = (wanted.array ?? [wanted]).prefix(TaskRecord.listedDetailLimit)
        var members: JSONObject = [
            "for": .string(name), "filters": .array(filters.map { ["with": $0["with"] ?? [:]] }), "consumed": 0,
        ]
        if let until = definition["until"] { members["until"] = until }
        return .object(members)
    }
}
