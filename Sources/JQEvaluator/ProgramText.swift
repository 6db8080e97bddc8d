/// The one jq program that expressions become.
struct ProgramText {
    /// Takes away what reaches out of an expression. The environment, files and standard input are not there anyway.
    private static let shadows = """
        def env: {}; def stderr: .; def debug: .; def debug(f): .;
        def __no(name): error(name + " is not available in workflows");
        def input: __no("input"); def inputs: __no("inputs");
        def input_filename: __no("input_filename"); def input_line_number: __no("input_line_number");
        def halt: __no("halt"); def halt_error: __no("halt_error"); def halt_error(f): __no("halt_error");
        def modulemeta: __no("modulemeta"); def get_search_list: __no("get_search_list");
        def get_jq_origin: __no("get_jq_origin"); def get_prog_origin: __no("get_prog_origin");

        """

    private let expressions: [String]
    private let header: String

    init(_ definition: Definition) {
        expressions = definition.expressions
        let names = definition.variables.map { "\($0): $\($0)" } + ["__now: $__now"]
        // `.` is the value under the empty name.
        header =
            Self.shadows + ". as {i: $__i, x: {\(names.joined(separator: ", ")), \"\": $__v}}\n"
            + "| def now: $__now; {} as $ENV | $__v |\n"
    }

    var whole: String {
        part(expressions.indices)
    }

    /// A program with some of the expressions only.
    func part(_ range: Range<Int>) -> String {
        header + (range.isEmpty ? "null" : branches(range))
    }

    /// Halves, because libjq would nest a list of `elif` as deep as it is long.
    private func branches(_ range: Range<Int>) -> String {
        // The line breaks keep a comment at the end from swallowing what follows.
        guard range.count > 1 else { return "(\n\(expressions[range.lowerBound])\n)" }
        let middle = (range.lowerBound + range.upperBound) / 2
        let (low, high) = (branches(range.lowerBound..<middle), branches(middle..<range.upperBound))
        return "if $__i < \(middle) then \(low) else \(high) end"
    }
}
