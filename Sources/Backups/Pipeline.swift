internal import ChildProcess
internal import Glibc

/// Two programs, the first of which writes what the second reads.
struct Pipeline {
    /// The longest time of a dump or of reading one in.
    static let limit = Duration.seconds(86_400)
    /// Bytes of a program's complaints that are shown.
    private static let shownLimit = 1_000

    typealias Command = (name: String, arguments: [String])

    /// Runs both to their ends.
    ///
    /// - Parameters:
    ///   - input: a file for the first; nil: nothing.
    ///   - output: a file for the second; nil: nothing.
    /// - Throws: ``BackupError/program(name:reason:)`` of the first that failed.
    static func run(_ first: Command, _ second: Command, input: String? = nil, output: String? = nil) throws {
        let environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"]
        let complaints = [try UnnamedFile(), try UnnamedFile()]
        let reader = try ChildProcess(
            second.name, second.arguments, environment: environment, input: .pipe,
            output: output.map { .file($0) } ?? .null, error: .descriptor(complaints[1].descriptor))
        guard let pipe = reader.standardInput else { return }
        let writer: ChildProcess
        do {
            writer = try ChildProcess(
                first.name, first.arguments, environment: environment, input: input.map { .file($0) } ?? .null,
                output: .descriptor(pipe), error: .descriptor(complaints[0].descriptor))
        } catch {
            reader.terminate(SIGKILL)
            throw error
        }
        // Only the first program may hold it now: each learns when the other ends.
        reader.closeStandardInput()
        let end = ContinuousClock.now + limit
        let statuses = [writer, reader].map { program in program.wait(limit: end - .now) }
        if statuses.contains(nil) { for program in [writer, reader] { program.terminate(SIGKILL) } }
        // Where the reader fails, the writer does so too, for want of a reader.
        for (index, name) in [(1, second.name), (0, first.name)] where statuses[index]?.isSuccess != true {
            let said = said(complaints[index])
            let how = statuses[index].map { "\($0)" } ?? "not done within \(limit)"
            throw BackupError.program(name: name, reason: said.isEmpty ? how : "\(how), \(said)")
        }
    }

    /// What a program said; what the server quotes after a colon may hold values of rows, so only what stands before it.
    private static func said(_ file: UnnamedFile) -> String {
        file.text(limit: shownLimit).split(whereSeparator: \.isNewline)
            .map { line in line.hasPrefix("ERROR ") ? String(line.prefix { $0 != ":" }) : String(line) }
            .joined(separator: "; ")
    }
}
