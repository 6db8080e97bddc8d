internal import Glibc

/// A shell command or a script as the sandbox runs it.
struct SandboxedProgram {
    private static let environmentFile = "environment"

    /// The absolute path of a program, and its arguments.
    let words: [String]
    let files: [(name: String, content: [UInt8])]

    /// - Throws: ``ProcessError`` where the request cannot be run.
    init(_ request: ProcessRequest) throws(ProcessError) {
        let environment = try Self.exports(request.environment)
        switch request.kind {
        case .shell(let command, let arguments):
            // A command that begins with a hyphen would be an option of the shell.
            words = ["/bin/sh", "-c", "--", command, "sh"] + arguments
            files = [(Self.environmentFile, environment)]
        case .script(let script):
            guard access(script.language.interpreter[0], X_OK) == 0 else { throw .interpreterMissing(script.language) }
            words = script.language.interpreter + ["\(SandboxCommand.files)/\(script.file)"] + script.arguments
            files = [(Self.environmentFile, environment), (script.file, Array(script.code.utf8))]
        case .container:
            throw .failed("a container is no program of the sandbox")
        }
        try RequestRules.check(words: words, environment: request.environment)
    }

    /// Variables as a shell reads them. They reach the program, and nothing that runs before it has given up its rights.
    private static func exports(_ environment: [String: String]) throws(ProcessError) -> [UInt8] {
        var text = ""
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            guard RequestRules.isName(name) else {
                throw .invalidRequest(
                    "a variable of the environment has a name that shells do not take: letters, digits and _ only")
            }
            let quoted = value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            text += "export \(name)='\(quoted)'\n"
        }
        return Array(text.utf8)
    }
}
