internal import Glibc

/// One file of SQL statements.
struct MigrationFile {
    let name: String
    let text: String

    private static let chunkSize = 64 * 1_024

    /// The files of a directory in the order of their names.
    static func all(in directory: String) throws(MigrationError) -> [MigrationFile] {
        guard let listing = opendir(directory) else {
            throw .unreadable(path: directory, reason: String(cString: strerror(errno)))
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { text in
                String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".sql") { names.append(name) }
        }
        var files: [MigrationFile] = []
        for name in names.sorted() { files.append(try MigrationFile(name, in: directory)) }
        return files
    }

    private init(_ name: String, in directory: String) throws(MigrationError) {
        let path = "\(directory)/\(name)"
        guard let file = fopen(path, "re") else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
        while feof(file) == 0, ferror(file) == 0 { bytes += chunk[..<fread(&chunk, 1, chunk.count, file)] }
        guard ferror(file) == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        self.name = name
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The statements. Each ends with a `;` at the end of a line, other than a line of comment.
    var statements: [String] {
        var statements: [String] = []
        var lines: [Substring] = []
        for line in text.split(separator: "\n") {
            let isComment = line.drop { $0 == " " || $0 == "\t" }.hasPrefix("--")
            if isComment && lines.isEmpty { continue }
            lines.append(line)
            var end = line
            while end.last?.isWhitespace == true { end.removeLast() }
            if !isComment && end.hasSuffix(";") {
                statements.append(lines.joined(separator: "\n"))
                lines = []
            }
        }
        if lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) {
            statements.append(lines.joined(separator: "\n"))
        }
        return statements
    }
}
