/// Where this platform differs from the official suite, and why.
enum KnownSuiteFailures {
    private static let remote = "It refers to another document, which is refused: a check does no I/O."
    private static let identified =
        "It refers to a schema by its `$id`, which is refused: valijson would ask for a document."

    /// By file and group, or file, group and test.
    private static let reasons: [String: String] = [
        "definitions.json: valid definition": remote,
        "definitions.json: invalid definition": remote,
        "ref.json: remote ref, containing refs itself": remote,
        "ref.json: Recursive references between schemas": identified,
        "refRemote.json: remote ref": remote,
        "refRemote.json: fragment within remote ref": remote,
        "refRemote.json: ref within remote ref": remote,
        "refRemote.json: base URI change": remote,
        "refRemote.json: base URI change - change folder": remote,
        "refRemote.json: base URI change - change folder in subschema": remote,
        "refRemote.json: root ref in remote ref": remote,
        "optional/bignum.json: integer: a bignum is an integer":
            "The reader below valijson makes doubles of integers beyond 64 bits, and takes them for fractions.",
        "optional/bignum.json: integer: a negative bignum is an integer":
            "The reader below valijson makes doubles of integers beyond 64 bits, and takes them for fractions.",
        "optional/ecmascript-regex.json: ECMA 262 regex non-compliance: ECMA 262 has no support for \\Z anchor from .NET":
            "`format: regex` is an annotation.",
    ]

    /// - Returns: nil where nothing is known to differ.
    static func reason(_ file: String, _ group: String, _ test: String) -> String? {
        let name = String(file.drop { $0 != "/" }.dropFirst())
        return reasons["\(name): \(group)"] ?? reasons["\(name): \(group): \(test)"]
    }
}
