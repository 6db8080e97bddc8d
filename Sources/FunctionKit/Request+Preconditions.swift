extension Request {
    /// Lets a change through if its sender knows what they change: `If-Match` names the present state, or there is none.
    ///
    /// - Parameter current: the present state; nil: there is nothing yet.
    /// - Throws: a ``Problem`` 412 `precondition_failed`.
    package func checkMatch(_ current: EntityTag?) throws(Problem) {
        if let wanted = header("If-Match"), current?.isNamed(in: wanted, weakly: false) != true {
            throw Self.changed(current)
        }
        if let unwanted = header("If-None-Match"), current?.isNamed(in: unwanted, weakly: true) == true {
            throw Self.changed(current)
        }
    }

    private static func changed(_ current: EntityTag?) -> Problem {
        let problem =
            current == nil
            ? .preconditionFailed.with(detail: "There is nothing yet that If-Match could name.")
            : Problem.preconditionFailed
        return problem.with(headers: current.map { [("ETag", $0.text)] } ?? [])
    }
}

extension Problem {
    /// Of an endpoint that calls ``Request/checkMatch(_:)``.
    package static let preconditionFailed = Problem(
        412, "precondition_failed",
        "It was changed since you read it. Read it again, and send its ETag as If-Match.")
}
