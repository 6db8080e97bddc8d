/// `run.shell`
package struct ShellProcess: Sendable {
    /// A command line or one expression that gives it: `${NAME}` inside a line is the shell's own.
    package let command: Template
    package let stdin: Template?
    /// `$1`, `$2` and so on of the command.
    package let arguments: [Template]
    package let environment: Template?
}
