internal import Glibc
internal import JSON

/// A process that evaluates the expressions of one program, and the conversation with it.
final class Evaluator {
    let pid: Int32
    private let channel: Channel
    private var sent = SentValues()
    /// Whether it has grown so much that another should take its place.
    private(set) var isRetiring = false

    init(pid: Int32, channel: Channel) {
        self.pid = pid
        self.channel = channel
    }

    /// Compiles a program.
    ///
    /// - Throws: `Channel.Broken`, `JQError`: it must be ended.
    func define(
        _ program: JQProgram, limits: JQLimits, _ allowance: inout Allowance
    ) throws -> [(index: Int, message: String)] {
        let answer = try exchange(JSON.object(["define": program.definition]).bytes, limits, &allowance)
        return (answer["errors"]?.array ?? []).map { (index: $0[0]?.int ?? 0, message: $0[1]?.string ?? "") }
    }

    /// Evaluates expressions.
    ///
    /// - Parameter values: of the variables, and under an empty name what `.` stands for.
    /// - Returns: the values, or which expression failed.
    /// - Throws: `Channel.Broken`, `JQError`: it must be ended.
    func evaluate(
        _ indexes: [Int], on values: JSONObject, limits: JQLimits, _ allowance: inout Allowance
    ) throws -> Result<[JSON], JQError> {
        let answer = try exchange(sent.request(indexes, values), limits, &allowance)
        isRetiring = answer["retire"] != nil
        if let failed = answer["failed"] {
            return .failure(.expression(index: failed[0]?.int ?? 0, message: failed[1]?.string ?? ""))
        }
        guard let values = answer["values"]?.array, values.count == indexes.count else {
            throw JQError.evaluatorLost("it answered something else than values")
        }
        return .success(values)
    }

    private func exchange(_ request: [UInt8], _ limits: JQLimits, _ allowance: inout Allowance) throws -> JSON {
        try channel.send(frame: request, &allowance)
        let bytes = try channel.receiveFrame(limit: limits.output, &allowance)
        let answer: JSON
        do {
            answer = try JSON(parsing: bytes)
        } catch {
            // Its answers are JSON, but for what nests deeper than anything here reads.
            throw JQError.nestingLimit(JSON.nestingLimit)
        }
        if answer["over"] != nil { throw JQError.outputLimit(limits.output) }
        return answer
    }
}
