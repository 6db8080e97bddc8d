/// Variables and their values, a line each: `NAME=value`, as systemd's `EnvironmentFile` has them, without quoting.
package struct EnvironmentFile: Sendable {
    /// What every program gets, where it is set.
    static let standardNames = [
        "DATABASE_SOCKET", "DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "REDIS_SOCKET", "REDIS_HOST",
        "REDIS_PORT",
        "JWT_JWKS_FILE", "LOG_LEVEL", "RATE_LIMIT_SCALE", "REQUESTS_PER_DAY",
    ]
    /// What each program has of its own: never in the file.
    static let ownNames = ["DATABASE_USER", "DATABASE_PASSWORD_FILE", "REDIS_USER", "REDIS_PASSWORD_FILE"]

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
            let name = String(line[..<equals])
            guard !Self.ownNames.contains(name) else {
                throw ManifestError(
                    file: path, line: index + 1, "\(name) is each program's own: take it out, the renderings set it")
            }
            values[name] = String(line[line.index(after: equals)...])
        }
        self.values = values
    }

    /// A manifest asks for a variable by its `NAME`, or with `NAME?` for one that it can do without.
    static func name(_ asked: String) -> String {
        String(asked.hasSuffix("?") ? asked.dropLast() : asked[...])
    }

    /// Whether the database or Redis is on another host.
    var reachesHosts: Bool {
        values["DATABASE_HOST"] != nil || values["REDIS_HOST"] != nil
    }

    /// The variables of one program, sorted by name: the standard ones that are set, those it asks for, and its users.
    func variables(of program: Program, passwords: PasswordFiles) throws(ManifestError) -> [ProgramVariable] {
        let names = program.environment + program.credentials
        for name in names where values[name] == nil && !name.hasSuffix("?") {
            throw ManifestError(file: path, "\(name) is not set here, and the manifest of \(program.name) asks for it")
        }
        let found = Set(Self.standardNames + names.map(Self.name)).compactMap { name in
            values[name].map {
                ProgramVariable(name: name, value: $0, isCredential: program.credentials.map(Self.name).contains(name))
            }
        }
        let own = [
            ProgramVariable(name: "DATABASE_USER", value: program.user),
            ProgramVariable(
                name: "DATABASE_PASSWORD_FILE", value: passwords.path(PasswordFiles.database(program)),
                isCredential: true),
            ProgramVariable(name: "REDIS_USER", value: program.user),
            ProgramVariable(
                name: "REDIS_PASSWORD_FILE", value: passwords.path(PasswordFiles.redis(program)), isCredential: true),
        ]
        let settings = program.settings.map { ProgramVariable(name: $0.name, value: $0.value) }
        return (found + own + settings).sorted { $0.name < $1.name }
    }
}
