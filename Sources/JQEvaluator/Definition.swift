/// What a program is compiled from.
struct Definition {
    let expressions: [String]
    let variables: [String]

    /// Reads the members `expressions` and `variables` of a request.
    init(_ request: JV) {
        expressions = request["expressions"].elements.map { $0.string ?? "" }
        variables = request["variables"].elements.map { $0.string ?? "" }
    }

    var size: Int {
        expressions.reduce(0) { $0 + $1.utf8.count }
    }
}
