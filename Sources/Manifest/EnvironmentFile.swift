/// Variables and their values, a line each: `NAME=value`, as systemd's `EnvironmentFile` has them, without quoting.
package struct EnvironmentFile: Sendable {
    /// What every program gets, where it is set.
    static let standardNames = [
        "DATABASE_SOCKET", "DATABASE_HOST", "DATABASE_PORT", "DATABASE_USER", "DATABASE_PASSWORD_FILE", "DATABASE_NAME",
        "REDIS_SOCKET", "REDIS_HOST", "REDIS_PORT", "REDIS_USER", "REDIS_PASSWORD_FILE", "JWT_JWKS_FILE", "LOG_LEVEL",
        "RATE_LIMIT_SCALE",
    ]

    private let path: String
    private let values: [String: String]

    package init(_ path: String) throws(ManifestError) {
        self.path = path
        var values: [String: String] = [:]
        let lines = try TextFile.read(path).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            guard let equals = line.firstIndex(of: "="), equals > line.startIndex else {
                throw ManifestError(file: path, line: index + 1, "expected NAME=value")
            }
            values[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        self.values = values
    }

    /// A manifest asks for a variable by its `NAME`, or with `NAME?` for one that it can do without.
    static func name(_ asked: String) -> String {
        String(asked.hasSuffix("?") ? asked.dropLast() : asked[...])
    }

    /// The variables of one program, sorted by name: the standard ones that are set, and those it asks for.
    func variables(for program: String, asked names: [String]) throws(ManifestError) -> [(name: String, value: String)]
    {
        for name in names where values[name] == nil && !name.hasSuffix("?") {
            throw ManifestError(file: path, "\(name) is not set here, and the manifest of \(program) asks for it")
        }
        return Set(Self.standardNames + names.map(Self.name)).sorted().compactMap { name in
            values[name].map { (name, $0) }
        }
    }
}
