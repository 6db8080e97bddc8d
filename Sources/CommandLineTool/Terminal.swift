import Glibc

/// One of the two streams that people read, and what is known of the place where it is shown.
struct Terminal: Sendable {
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let error = Terminal(descriptor: STDERR_FILENO)

    /// Columns where nobody can say: a log, a pipe.
    static let logWidth = 100

    let descriptor: Int32

    /// Whether somebody looks at it, so that lines may be drawn again.
    var isInteractive: Bool {
        isatty(descriptor) == 1 && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
    }

    /// In columns and rows.
    var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (Self.logWidth, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    func write(_ line: String) {
        writeRaw(line + "\n")
    }

    func writeRaw(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Nobody reads any more: `intelligentic run list | head`.
            guard count > 0 else { exit(0) }
            rest = rest.dropFirst(count)
        }
    }

    /// Asks whether to go on; what is no yes is a no.
    func confirm(_ question: String) -> Bool {
        writeRaw(question + " [y/N] ")
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    /// Asks for a line without showing what is typed.
    func askSecretly(_ question: String) -> String? {
        writeRaw(question)
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            write("")
        }
        return readLine()
    }
}

extension StringProtocol {
    /// The text without what would move the cursor or change colors: it may come from anywhere.
    var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }

    /// The text line by line, printable. A line may end as anywhere: Windows ends them with two control characters.
    var printableLines: [String] {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.printable)
    }

    /// Cut or filled with spaces to this many columns.
    func column(_ width: Int) -> String {
        if count > width { return prefix(Swift.max(0, width - 1)) + "…" }
        return self + String(repeating: " ", count: width - count)
    }
}
