import Glibc
import JQ
import JSON

/// What expressions cost. Prints a line for each figure, and the same as JSON.
///
/// Arguments: path of `JQEvaluator`, rounds.
@main
struct ExpressionBenchmark {
    private let evaluator: String
    private let rounds: Int

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let rounds = Int(arguments[2]), rounds > 0 else {
            print("usage: ExpressionBenchmark EVALUATOR ROUNDS")
            exit(2)
        }
        try ExpressionBenchmark(evaluator: arguments[1], rounds: rounds).run()
    }

    private func run() throws {
        try plain()
        for kilobytes in [1, 100, 1_000] { try roundTrip(kilobytes) }
        try together()
        try starts()
    }

    /// A path and a comparison in this process.
    private func plain() throws {
        let jq = JQ(evaluator: evaluator)
        let program = JQProgram(
            id: "plain", expressions: [".order.customer.name", ".order.total > 100"], variables: [])
        let value = Self.value(1)
        for (index, name) in ["a path without jq", "a comparison without jq"].enumerated() {
            try report(name, of: rounds * 100) { _ in
                _ = try jq.evaluate(program, [index], on: value, variables: [:])
            }
        }
    }

    private func roundTrip(_ kilobytes: Int) throws {
        let jq = JQ(evaluator: evaluator)
        let program = JQProgram(id: "trip", expressions: [".order.items | map(.quantity) | add"], variables: [])
        // Two values in turn are new each time; one that stays the same travels once.
        let values = [Self.value(kilobytes), Self.value(kilobytes + 1)]
        let count = max(rounds * 10 / max(kilobytes / 10, 1), 10)
        try report("\(kilobytes) KB to an evaluator and back", of: count) { round in
            _ = try jq.evaluate(program, [0], on: values[round % 2], variables: [:])
        }
        try report("\(kilobytes) KB that it has", of: count) { _ in
            _ = try jq.evaluate(program, [0], on: values[0], variables: [:])
        }
    }

    /// Ten expressions of one task.
    private func together() throws {
        let jq = JQ(evaluator: evaluator)
        let expressions = (0..<10).map { ".order.items[\($0)] | tojson | length" }
        let program = JQProgram(id: "together", expressions: expressions, variables: [])
        let value = Self.value(1)
        try report("ten expressions on 1 KB", of: rounds * 10) { _ in
            _ = try jq.evaluate(program, Array(0..<10), on: value, variables: [:])
        }
    }

    private func starts() throws {
        let programs = (0...JQ.evaluatorLimit).map {
            JQProgram(id: "\($0)", expressions: [". + \($0) | tojson"], variables: [])
        }
        try report("a cold start", of: max(rounds / 10, 5)) { _ in
            _ = try JQ(evaluator: evaluator).evaluate(programs[0], [0], on: 1, variables: [:])
        }
        let jq = JQ(evaluator: evaluator)
        try report("an evaluator for a new program", of: programs.count) { round in
            _ = try jq.evaluate(programs[round], [0], on: 1, variables: [:])
        }
        // One more program than evaluators: each time, another one has to be forked.
        try report("a forked evaluator", of: rounds) { round in
            _ = try jq.evaluate(programs[round % programs.count], [0], on: 1, variables: [:])
        }
    }

    private func report(_ name: String, of count: Int, _ body: (Int) throws -> Void) throws {
        var times: [Duration] = []
        for round in 0..<count {
            let start = ContinuousClock.now
            try body(round)
            times.append(ContinuousClock.now - start)
        }
        times.sort()
        let (median, slow) = (Self.microseconds(times[count / 2]), Self.microseconds(times[count * 99 / 100]))
        let padding = String(repeating: " ", count: max(40 - name.count, 0))
        print("\(name)\(padding) \(median) µs (median of \(count), 99 % within \(slow) µs)")
        let figures: JSON = [
            "expression": .string(name), "medianMicroseconds": .number(JSONNumber(median)),
            "p99Microseconds": .number(JSONNumber(slow)),
        ]
        print(figures)
    }

    private static func microseconds(_ time: Duration) -> Double {
        let (seconds, attoseconds) = time.components
        return Double(seconds) * 1e6 + (Double(attoseconds) / 1e11).rounded() / 10
    }

    /// An order of about so many kilobytes.
    private static func value(_ kilobytes: Int) -> JSON {
        let items = (0..<kilobytes * 14).map { number -> JSON in
            ["sku": .string("article \(number)"), "quantity": JSON(number % 7), "price": 12.5]
        }
        return ["order": ["customer": ["name": "Ada Lovelace"], "total": 120, "items": .array(items)]]
    }
}
