package import JSON

/// A process to run, and what of it becomes the task's output.
package struct ProcessEffect: Sendable, Codable {
    package var program: Program
    package var stdin: String?
    package var arguments: [String]
    /// By name.
    package var environment: [String: String]
    /// Whether the result is the process's; if not, it is null as soon as the process has begun.
    package var isAwaited: Bool
    package var output: Output

    package enum Program: Sendable, Codable {
        /// A command line; the arguments are its `$1`, `$2` and so on.
        case shell(command: String)
        case script(language: String, code: String)
        case externalScript(language: String, source: ResourceLocation)
        case container(Container)
    }

    package struct Container: Sendable, Codable {
        package var image: String
        package var name: String?
        package var command: String?
        /// Host port to container port.
        package var ports: JSON
        /// Host path to container path.
        package var volumes: JSON
        package var pullPolicy: String
        package var cleanup: String
    }

    package enum Output: String, Sendable, Codable {
        case stdout, stderr, code, all, none
    }

    /// What a task makes of a process that has ended (specification, "Process Return Types").
    package func result(code: Int, stdout: String, stderr: String) -> JSON {
        switch output {
        case .stdout: .string(stdout)
        case .stderr: .string(stderr)
        case .code: JSON(code)
        case .all: ["code": JSON(code), "stdout": .string(stdout), "stderr": .string(stderr)]
        case .none: .null
        }
    }
}
