/// Why a program does not compile.
struct Faults: Error {
    /// How many are looked for: each takes libjq some tenths of a second in a large program.
    static let limit = 10

    let errors: [(index: Int, message: String)]

    init(errors: [(index: Int, message: String)]) {
        self.errors = errors
    }

    /// Finds the expressions to blame by compiling halves, halves of these, and so on.
    init(in definition: Definition, whole: Program.Failure) {
        let text = ProgramText(definition)
        var errors: [(index: Int, message: String)] = []
        Self.find(in: definition.expressions.indices, whole, of: text, into: &errors)
        self.errors = errors.isEmpty ? [(0, "the expressions do not compile together")] : errors
    }

    private static func find(
        in range: Range<Int>, _ failure: Program.Failure, of text: ProgramText,
        into errors: inout [(index: Int, message: String)]
    ) {
        if errors.count >= limit { return }
        guard range.count > 1 else { return errors.append((range.lowerBound, failure.message)) }
        let middle = (range.lowerBound + range.upperBound) / 2
        for half in [range.lowerBound..<middle, middle..<range.upperBound] {
            if case .failure(let failure) = Program.compile(text.part(half)) {
                find(in: half, failure, of: text, into: &errors)
            }
        }
    }
}
