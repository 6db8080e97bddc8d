/// Why the program ends with a code other than 0. Scripts rely on the numbers.
enum ExitReason: Int32, Sendable {
    /// The run has faulted or was cancelled, or the doctor found something wrong.
    case runFailed = 1
    /// The command, or a file that it names, is wrong.
    case usage = 2
    /// Nobody is signed in, or who is may not do this.
    case notAllowed = 3
    case unreachable = 4
    /// The platform answered that it cannot be so: nothing by this name, a conflict, an invalid document.
    case refused = 5
    /// Work on this machine failed.
    case local = 6
    case interrupted = 130
}
