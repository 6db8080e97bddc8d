/// A program that a workflow wants run (specification, "Run").
package struct ProcessRequest: Sendable {
    package enum Kind: Sendable {
        /// `sh -c command sh arguments…`
        case shell(command: String, arguments: [String])
        case script(Script)
        case container(Container)
    }

    package var kind: Kind
    /// Given to the program, then closed.
    package var stdin: String
    /// Beside `PATH`, `HOME` and `LANG`, which it may replace.
    package var environment: [String: String]
    package var limits: ProcessLimits

    package init(
        _ kind: Kind, stdin: String = "", environment: [String: String] = [:], limits: ProcessLimits = ProcessLimits()
    ) {
        self.kind = kind
        self.stdin = stdin
        self.environment = environment
        self.limits = limits
    }
}
