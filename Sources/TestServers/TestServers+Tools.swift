internal import Glibc

extension TestServers {
    /// A file of the Python environment with the local model and the API explorer, such as `bin/python`.
    ///
    /// - Throws: ``TestServerError`` where it is missing.
    package static func tool(_ path: String) throws -> String {
        try file("\(environment())/\(path)")
    }

    /// A program of the Python environment with what only tests need, such as `schemathesis`.
    ///
    /// - Throws: ``TestServerError`` where it is missing.
    package static func testTool(_ name: String) throws -> String {
        try file("\(environment())-test/bin/\(name)")
    }

    private static func environment() throws -> String {
        guard let path = getenv("INTELLIGENTIC_VENV").map({ String(cString: $0) }) else {
            throw TestServerError(
                "INTELLIGENTIC_VENV does not name the environment of the Python tools; bin/test makes it and sets it")
        }
        return path
    }

    private static func file(_ path: String) throws -> String {
        guard access(path, R_OK) == 0 else { throw TestServerError("\(path) is missing; bin/test makes it") }
        return path
    }
}
