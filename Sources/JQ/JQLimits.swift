/// What expressions may take. Over a limit, the evaluator is killed.
package struct JQLimits: Sendable {
    /// For the expressions of one evaluation together.
    package var time: Duration
    /// For compiling a program; libjq parses its own library each time.
    package var compileTime: Duration
    /// Address space of the evaluator, in bytes.
    package var memory: Int
    /// The largest answer, in bytes.
    package var output: Int

    package init(
        time: Duration = .seconds(1), compileTime: Duration = .seconds(10), memory: Int = 256 << 20,
        output: Int = 16 << 20
    ) {
        self.time = time
        self.compileTime = compileTime
        self.memory = memory
        self.output = output
    }
}
