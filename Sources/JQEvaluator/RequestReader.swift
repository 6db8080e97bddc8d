/// Answers requests:
///
/// - `{"define": id, "expressions": […], "variables": […]}` → `{"errors": [[index, message], …]}`; without errors the
///   program is kept.
/// - `{"evaluate": id, "indexes": […], "value": …, "variables": {…}}` → `{"values": […]}`, or
///   `{"failed": [index, message]}`, or `{"unknown": true}` when the program is not kept (any more).
struct RequestReader {
    /// How many programs are kept; the one that was not used for longest goes first.
    static let programLimit = 100

    private var programs: [String: Program] = [:]
    /// The ids of the programs, the one used last at the end.
    private var order: [String] = []

    mutating func answer(_ frame: [CChar]) -> JV {
        let request = JV(parsing: frame)
        if let id = request["define"].string { return define(id, request) }
        return evaluate(request["evaluate"].string ?? "", request)
    }

    private mutating func define(_ id: String, _ request: JV) -> JV {
        let expressions = request["expressions"].elements.map { $0.string ?? "" }
        let variables = request["variables"].elements.map { $0.string ?? "" }
        let (program, errors) = Program.compile(expressions, variables: variables)
        if let program {
            if order.count >= Self.programLimit { programs[order.removeFirst()] = nil }
            programs[id] = program
            touch(id)
        }
        return JV(["errors": JV(errors.map { JV([JV(index: $0.index), JV($0.message)]) })])
    }

    private mutating func evaluate(_ id: String, _ request: JV) -> JV {
        guard let program = programs[id] else { return JV(["unknown": JV.true]) }
        touch(id)
        let (value, variables) = (request["value"], request["variables"])
        var values: [JV] = []
        for index in request["indexes"].elements.compactMap(\.int) {
            switch program.evaluate(index, on: value, variables: variables) {
            case .success(let output): values.append(output)
            case .failure(let failure): return JV(["failed": JV([JV(index: index), JV(failure.message)])])
            }
        }
        return JV(["values": JV(values)])
    }

    private mutating func touch(_ id: String) {
        if order.last == id { return }
        order.removeAll { $0 == id }
        order.append(id)
    }
}
