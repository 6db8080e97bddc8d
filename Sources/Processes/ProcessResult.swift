/// What a program that ended by itself left behind.
package struct ProcessResult: Sendable, Hashable {
    /// The exit code as a shell has it: 128 and the number of the signal for what a signal ended.
    package let code: Int
    /// To the letter, with the line break at its end; bytes that are no UTF-8 are replaced.
    package let stdout: String
    package let stderr: String

    package init(code: Int, stdout: String, stderr: String) {
        self.code = code
        self.stdout = stdout
        self.stderr = stderr
    }
}
