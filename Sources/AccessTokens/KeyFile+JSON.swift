internal import JSON
internal import KeyFiles

extension KeyFile {
    static func json(_ file: String) throws(KeyFileError) -> JSON {
        let bytes = try read(file)
        guard let json = try? JSON(parsing: bytes) else { throw KeyFileError(file: file, reason: "not JSON") }
        return json
    }
}

extension JSON {
    /// As a file of keys holds it.
    var fileText: String { prettyText + "\n" }
}
