import JSON
import WorkflowDSL

/// Decides which events a `listen` takes (specification, "Event Filter" and "Correlation").
struct EventMatcher {
    let execution: Execution
    let variables: JSONObject
    private let input: JSON

    init(execution: Execution, frame: ListenFrame) {
        self.execution = execution
        input = frame.input
        var variables = execution.variables()
        variables["input"] = frame.input
        self.variables = variables
    }

    /// Lets a strategy have an event.
    ///
    /// - Returns: nil where it does not take the event; else whether it is complete with it.
    func take(
        _ event: JSON, by strategy: EventConsumption, _ progress: inout EventProgress,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Bool? {
        switch strategy {
        case .one(let filter):
            return try matches(event, filter, &progress, using: evaluator) ? true : nil
        case .any(let filters, let until):
            if filters.isEmpty { return until == nil }
            for filter in filters where try matches(event, filter, &progress, using: evaluator) {
                return until == nil
            }
            return nil
        case .all(let filters):
            for (place, filter) in filters.enumerated() where !progress.satisfied.contains(place) {
                guard try matches(event, filter, &progress, using: evaluator) else { continue }
                progress.satisfied.insert(place)
                return progress.satisfied.count == filters.count
            }
            return nil
        }
    }

    private func matches(
        _ event: JSON, _ filter: EventFilter, _ progress: inout EventProgress,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Bool {
        for attribute in filter.with.stated
        where try !matches(event[attribute.name] ?? .null, attribute.value, using: evaluator) {
            return false
        }
        var correlations = progress.correlations
        for correlation in filter.correlate {
            let value = try execution.evaluate(correlation.from, on: event, variables: variables, using: evaluator)
            // A value that is not there ties the event to nothing.
            guard !value.isNull else { return false }
            let expected =
                try correlation.expect.map { (template) throws(WorkflowError) in
                    try execution.evaluate(template, on: input, variables: variables, using: evaluator)
                } ?? correlations[correlation.name]
            guard expected == nil || expected == value else { return false }
            correlations[correlation.name] = value
        }
        progress.correlations = correlations
        return true
    }

    /// Whether a value is what a filter wants: literals are equal (of objects, the stated members), expressions are true
    /// on it, or equal to it.
    private func matches(
        _ value: JSON, _ wanted: Template, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Bool {
        switch wanted {
        case .literal(let literal):
            return value.contains(literal)
        case .expression(let expression):
            let result = try execution.evaluate(expression, on: value, variables: variables, using: evaluator)
            return result.bool ?? (!result.isNull && result == value)
        case .attempt, .interpolation:
            return try execution.evaluate(wanted, on: input, variables: variables, using: evaluator) == value
        case .array(let elements):
            guard let array = value.array, array.count == elements.count else { return false }
            for (element, value) in zip(elements, array) where try !matches(value, element, using: evaluator) {
                return false
            }
            return true
        case .object(let members):
            guard let object = value.object else { return false }
            for member in members
            where try !matches(object[member.name] ?? .null, member.value, using: evaluator) {
                return false
            }
            return true
        }
    }
}

extension JSON {
    fileprivate func contains(_ wanted: JSON) -> Bool {
        guard let members = wanted.object, let object else { return self == wanted }
        return members.allSatisfy { name, member in object[name]?.contains(member) ?? false }
    }
}

extension EventConsumption {
    /// What can be said of the wanted events without an expression.
    var subscribed: [EventInterest.Filter] {
        switch self {
        case .one(let filter): [filter.subscribed]
        case .all(let filters): filters.map(\.subscribed)
        case .any(let filters, let until):
            (filters.isEmpty ? [EventInterest.Filter()] : filters.map(\.subscribed)) + (until?.subscribed ?? [])
        }
    }
}

extension EventConsumption.End {
    fileprivate var subscribed: [EventInterest.Filter] {
        if case .events(let strategy) = self { strategy.subscribed } else { [] }
    }
}

extension EventFilter {
    fileprivate var subscribed: EventInterest.Filter {
        EventInterest.Filter(type: with.type?.literalText, source: with.source?.literalText)
    }
}

extension Template {
    fileprivate var literalText: String? {
        if case .literal(.string(let text)) = self { text } else { nil }
    }
}
