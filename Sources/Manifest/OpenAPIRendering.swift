internal import ChildProcess
internal import JSON

/// The description of the whole API (OpenAPI 3.1), put together from what each function says about itself.
package struct OpenAPIRendering {
    /// A function only prints; it needs no server and no environment.
    static let limit = Duration.seconds(20)
    static let argument = "--openapi"

    let fleet: Fleet
    let binaries: String
    let version: String

    /// - Parameters:
    ///   - binaries: where the programs are.
    ///   - version: of the product.
    package init(_ fleet: Fleet, binaries: String, version: String) throws(ManifestError) {
        self.fleet = fleet
        self.binaries = try TextFile.absolute(binaries)
        self.version = version
    }

    /// Writes the document, the same each time for the same programs.
    ///
    /// - Returns: whether something changed.
    package func write(to file: String) throws(ManifestError) -> Bool {
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if !folder.isEmpty { try TextFile.makeDirectory(folder) }
        return try TextFile.replace(file, with: document().prettyText + "\n", mode: 0o644)
    }

    private func document() throws(ManifestError) -> JSON {
        var merged = OpenAPIParts()
        for function in fleet.functions {
            let program = "\(binaries)/\(function.executable)"
            try merged.add(part(of: program), of: program)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Intelligentic", "version": .string(version),
                "description": .string(Self.description),
                "license": ["name": "Apache License 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(merged.tags.map { ["name": .string($0)] }),
            "paths": .object(merged.paths),
            "components": [
                "schemas": .object(merged.sorted("schemas")),
                "responses": .object(merged.sorted("responses")),
                "securitySchemes": [
                    "sessionCookie": [
                        "type": "apiKey", "in": "cookie", "name": "__Host-intelligentic-access",
                        "description":
                            "Of browsers that signed in with `Session-Transport: cookie`. Without TLS the name is `intelligentic-access`.",
                    ],
                    "accessToken": [
                        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                        "description": "The `accessToken` of `logIn`, `register` or `refreshSession`, or an API key.",
                    ],
                ],
            ],
        ]
    }

    private func part(of program: String) throws(ManifestError) -> JSON {
        let status: ExitStatus
        let output: [UInt8]
        do {
            (status, output, _) = try ChildProcess.run(program, [Self.argument], environment: [:], limit: Self.limit)
        } catch {
            throw ManifestError(file: program, "does not describe itself: \(error)")
        }
        guard status.isSuccess, let part = try? JSON(parsing: output) else {
            throw ManifestError(file: program, "does not describe itself: \(Self.argument) ended with \(status)")
        }
        return part
    }

    private static let description = """
        Workflows, agents and their runs. Errors are `application/problem+json` (RFC 9457) with a stable `code`; lists take \
        `limit` and `cursor` and answer `items` and `nextCursor`; ids are UUIDs, times are RFC 3339 in UTC, money is a \
        decimal string with its currency. Answers may get more members with time; bodies with members that are not known are \
        refused.
        """
}
