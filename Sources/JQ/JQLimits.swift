/// What expressions may take. Over a limit, the evaluator is killed.
package struct JQLimits: Sendable {
    /// For the expressions of one evaluation together.
    package var time: Duration
    /// For compiling a program; libjq parses its own library each time.
    package var compileTime: Duration
    /// After so long, an evaluation goes on only when its ``Overtime`` grants it.
    package var patience: Duration
    /// Address space of an evaluator beyond what it starts with, in bytes.
    package var memory: Int
    /// The largest answer, in bytes.
    package var output: Int

    /// A program that took longer to compile is not held by the parent, which does nothing else in that time.
    static let holdTime = Duration.milliseconds(500)

    package init(
        time: Duration = .seconds(1), compileTime: Duration = .seconds(10), patience: Duration = .milliseconds(100),
        memory: Int = 256 << 20, output: Int = 16 << 20
    ) {
        self.time = time
        self.compileTime = compileTime
        self.patience = patience
        self.memory = memory
        self.output = output
    }
}
