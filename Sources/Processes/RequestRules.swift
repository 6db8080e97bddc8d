/// What can be handed to a program at all.
enum RequestRules {
    static func check(words: [String], environment: [String: String]) throws(ProcessError) {
        let texts = words + environment.map { "\($0.key)=\($0.value)" }
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            throw .invalidRequest(
                "an argument, a variable or the command has a zero byte, which no program can be given")
        }
        guard texts.allSatisfy({ $0.utf8.count <= ProcessLimits.argumentLimit }) else {
            throw .invalidRequest(
                """
                an argument, a variable or the command has more than \(ProcessLimits.argumentLimit) bytes; \
                give that much as stdin
                """)
        }
        guard texts.reduce(0, { $0 + $1.utf8.count }) <= ProcessLimits.argumentsLimit else {
            throw .invalidRequest(
                """
                arguments and variables have more than \(ProcessLimits.argumentsLimit) bytes together; \
                give that much as stdin
                """)
        }
    }

    static func check(stdin: String) throws(ProcessError) {
        guard stdin.utf8.count <= ProcessLimits.inputLimit else {
            throw .invalidRequest("stdin has more than \(ProcessLimits.inputLimit) bytes")
        }
    }

    /// A name as shells take it (POSIX, "Name").
    static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil
    }
}
