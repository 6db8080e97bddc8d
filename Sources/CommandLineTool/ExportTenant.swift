import ArgumentParser
import Glibc
import JSON

/// `intelligentic tenant export`
struct ExportTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all that the tenant has into a file, one JSON object a line.",
        discussion: """
            Values of secrets are not in it, nor what proves who somebody is. The first line says what you may not read. An \
            export that was interrupted goes on where it was, if it is called again with the same file: until it is whole \
            there is a file NAME.cursor beside it.
            """)

    @Argument(help: "The file; it must not be there, unless an export into it was interrupted.")
    var file: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        var place = try ExportPlace.begin(file)
        repeat {
            let page = try platform.get(TenantCommands.path + "/export", [("cursor", place.cursor)])
            let lines = (page["items"]?.array ?? []).map { $0.text + "\n" }
            try place.append(lines.joined(), rows: lines.count, next: page["nextCursor"]?.string)
        } while place.cursor != nil
        place.end()
        options.show(["file": .string(file), "lines": JSON(place.rows)]) { _ in
            ["Wrote \(place.rows) lines into \(file).".printable]
        }
    }
}

/// A file that an export writes, and how far it is.
private struct ExportPlace {
    private let path: String
    private var size: Int
    private(set) var rows: Int
    /// Nil: at the beginning, or at the end.
    private(set) var cursor: String?

    private var note: String { path + ".cursor" }

    /// A new file, or one whose export was interrupted: what came after its last note is written again.
    static func begin(_ path: String) throws -> ExportPlace {
        var place = ExportPlace(path: path, size: 0, rows: 0, cursor: nil)
        if access(place.note, F_OK) == 0 {
            let known = try JSON(parsing: LocalFile.read(place.note))
            guard let size = known["bytes"]?.int, let rows = known["lines"]?.int, let cursor = known["cursor"]?.string
            else { throw Failure(.usage, "\(place.note) cannot be read. Remove it and \(path), and begin again.") }
            place = ExportPlace(path: path, size: size, rows: rows, cursor: cursor)
            guard truncate(path, off_t(size)) == 0 else { throw LocalFile.failure(path, "cannot be written") }
            return place
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LocalFile.failure(path, "cannot be made") }
        close(descriptor)
        return place
    }

    mutating func append(_ text: String, rows more: Int, next: String?) throws {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw LocalFile.failure(path, "cannot be written") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw LocalFile.failure(path, "cannot be written") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw LocalFile.failure(path, "cannot be written") }
        size += bytes.count
        rows += more
        cursor = next
        guard let next else { return }
        let known: JSON = ["cursor": .string(next), "bytes": JSON(size), "lines": JSON(rows)]
        try LocalFile.replace(note, with: known.text + "\n", mode: 0o600)
    }

    /// The file is whole.
    func end() { unlink(note) }
}
