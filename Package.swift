// swift-tools-version: 6.2
import PackageDescription

// The table of contents. Dependencies point down only; Tests/ArchitectureTests holds this picture and the import lines
// together. See docs/architecture.md.
let package = Package(
    name: "intelligentic",
    products: [
        .executable(name: "intelligentic", targets: ["CommandLineTool"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // C libraries: module map and shim, each imported by exactly one module
        .cLibrary("CCrypt"),
        .cLibrary("CCurl"),
        .cLibrary("CFastCGI"),
        .cLibrary("CHiredis"),
        .cLibrary("CJq"),
        .cLibrary("CMariaDB"),
        .cLibrary("COpenSSL"),
        .cLibrary("CSandbox"),
        .cLibrary("CSpawn"),
        .cLibrary("CYaml"),
        .target(name: "CValijson"),

        // Vocabulary and values: no I/O
        .library("Digests", ["TextEncodings"]),
        .library("Identity"),
        .library("KeyFiles"),
        .library("Metrics"),
        .library("OutboundRules"),
        .library("Spelling"),
        .library("TextEncodings"),
        .library("Threads", [.product(name: "DequeModule", package: "swift-collections")]),
        .library("JSON", [.product(name: "OrderedCollections", package: "swift-collections")]),
        .library("Masking", ["JSON"]),
        .library("JSONSchema", ["CValijson", "JSON", "TextEncodings"]),
        .library("YAML", ["CYaml", "JSON"]),

        // Owners of one resource each
        .library(
            "AccessTokens",
            ["Identity", "JSON", "KeyFiles", "TextEncodings", .product(name: "JWTKit", package: "jwt-kit")]),
        .library("ChildProcess", ["CSpawn"]),
        .library("Database", ["CMariaDB", "Identity"]),
        .library("Encryption", ["COpenSSL", "Digests", "KeyFiles", "TextEncodings"]),
        .library("FastCGI", ["CFastCGI", "Threads"]),
        .library("HTTPClient", ["CCurl", "OutboundRules", "Threads"]),
        .library("JQ", ["ChildProcess", "JSON"]),
        .library("MailClient", ["CCurl", "Identity", "TextEncodings"]),
        .library("Processes", ["CSandbox", "ChildProcess", "Threads"]),
        .library("Redis", ["CHiredis"]),
        .library("Supervision", ["Identity", "JSON"]),

        // Languages and runtimes: pure, no database
        .library("CloudEvents", ["Identity", "JSON", "TextEncodings"]),
        .library("WorkflowDSL", ["JSON", "Spelling", "TextEncodings", "YAML"]),
        .library("WorkflowEngine", ["Identity", "JSON", "TextEncodings", "WorkflowDSL"]),
        .library("ModelClient", ["HTTPClient", "JSON"]),
        .library("CallAuthentication", ["Digests", "HTTPClient", "Identity", "JSON", "TextEncodings"]),
        .library("OpenAPICalls", ["JSON", "Spelling", "TextEncodings", "YAML"]),
        .library(
            "OpenIDConnect",
            ["AccessTokens", "Digests", "HTTPClient", "Identity", "JSON", "OutboundRules", "TextEncodings"]),
        .library(
            "WebAuthn",
            [
                "Digests", "JSON", "TextEncodings", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .library("AgentRuntime", ["JSON", "JSONSchema", "ModelClient"]),
        .library("Manifest", ["ChildProcess", "Digests", "JSON", "OutboundRules", "TextEncodings", "YAML"]),
        .library("Migrations", ["Database"]),

        // Nouns: types, rules and SQL
        .library("Sessions", ["Database", "Digests", "Identity", "Redis", "TextEncodings"]),
        .library("Mail", ["Database", "Encryption", "Identity", "JSON"]),
        .library("Tenants", ["Database", "Identity", "JSON", "TextEncodings"]),
        .library(
            "Accounts",
            [
                "CCrypt", "Database", "Digests", "Encryption", "Identity", "JSON", "Mail", "Sessions", "Tenants",
                "TextEncodings", "WebAuthn",
            ],
            embedding: "frequent-passwords.txt"),
        .library("Agents", ["Database", "Identity", "JSON"]),
        .library("Audit", ["Database", "Digests", "Identity", "JSON", "TextEncodings"]),
        .library("Costs", ["Database", "Identity", "JSON"]),
        .library("Secrets", ["Database", "Encryption", "Identity", "JSON"]),
        .library("Members", ["Database", "Digests", "Identity", "Sessions"]),
        .library("Policies", ["Database", "Identity", "JSON", "OutboundRules"]),
        .library("Workflows", ["Database", "Identity", "WorkflowDSL"]),
        .library(
            "IdentityProviders",
            ["Accounts", "Database", "Digests", "Encryption", "Identity", "JSON", "Members", "OpenIDConnect"]),
        .library("Concealment", ["Identity", "JSON", "JSONSchema", "Masking", "WorkflowDSL", "Workflows"]),
        .library("Runs", ["Costs", "Database", "Identity", "JSON", "Redis", "Workflows"]),
        .library("Events", ["CloudEvents", "Database", "Digests", "Identity", "JSON", "Redis", "Runs", "Workflows"]),

        // Operations
        .library("Backups", ["Accounts", "ChildProcess", "Database", "Identity", "JSON", "Migrations", "Runs"]),

        // Functions
        .library(
            "FunctionKit",
            [
                "AccessTokens", "Audit", "Database", "Digests", "FastCGI", "Identity", "JSON", "Metrics", "Redis",
                "Sessions", "Supervision", "TextEncodings", "Threads",
            ]),
        .function(
            "auth",
            [
                "AccessTokens", "Accounts", "Audit", "Database", "Digests", "Encryption", "HTTPClient", "Identity",
                "IdentityProviders", "JSON", "Mail", "Members", "OpenIDConnect", "Policies", "Redis", "Sessions",
                "Tenants", "TextEncodings", "WebAuthn",
            ]),
        .function(
            "workflows",
            [
                "Audit", "CloudEvents", "Concealment", "Costs", "Digests", "Events", "HTTPClient", "Identity", "JQ",
                "JSON", "Metrics", "OutboundRules", "Policies", "Runs", "Tenants", "TextEncodings", "WorkflowDSL",
                "Workflows",
            ]),
        .function("audit", ["Audit", "Identity", "JSON", "TextEncodings"]),
        .function("agents", ["Agents", "Audit", "Identity", "JSON", "JSONSchema", "ModelClient"]),
        .function("events", ["CloudEvents", "Events", "Identity", "JSON"]),
        .function("secrets", ["Audit", "Encryption", "Identity", "JSON", "Secrets"]),
        .function(
            "tenants",
            [
                "Accounts", "Audit", "Digests", "Identity", "JSON", "Members", "OutboundRules", "Policies", "Sessions",
                "Tenants", "TextEncodings", "Workflows",
            ]),
        .function("exports", ["Audit", "Concealment", "Identity", "JSON", "Tenants", "Workflows"]),
        .function("metrics", ["Audit", "JSON", "Metrics", "Runs"]),

        .executableTarget(
            name: "UncheckedFunction", dependencies: ["FunctionKit", "Identity", "JSON", "Workflows"],
            path: "Benchmarks/unchecked", swiftSettings: .strict, linkerSettings: .program),

        // Daemons and programs
        .program("JQEvaluator", ["CJq"]),
        .program("Auditor", ["Audit", "Database", "Identity", "JSON", "Supervision", "Threads"]),
        .program("Janitor", ["Database", "Identity", "JSON", "Redis", "Supervision", "Tenants", "Threads"]),
        .program(
            "Worker",
            [
                "AgentRuntime", "Agents", "CallAuthentication", "CloudEvents", "Concealment", "Costs", "Database",
                "Encryption", "Events",
                "HTTPClient", "Identity", "JQ", "JSON", "JSONSchema", "Masking", "Metrics", "ModelClient",
                "OpenAPICalls",
                "OutboundRules", "Policies", "Processes", "Redis", "Runs", "Secrets", "Supervision", "Threads",
                "WorkflowDSL",
                "WorkflowEngine", "Workflows",
            ]),
        .program(
            "Notifier",
            [
                "Database", "Encryption", "Identity", "JSON", "KeyFiles", "Mail", "MailClient", "Members",
                "Supervision",
                "Threads",
            ]),
        .program(
            "CommandLineTool",
            [
                "AccessTokens", "Accounts", "Audit", "Backups", "ChildProcess", "Database", "Encryption", "HTTPClient",
                "Identity", "IdentityProviders", "JSON", "Mail", "Manifest", "Migrations", "ModelClient", "Processes",
                "Redis", "Secrets", "Sessions", "Tenants", "TextEncodings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Measurements
        .executableTarget(
            name: "ExpressionBenchmark", dependencies: ["JQ", "JSON"], path: "Benchmarks/ExpressionBenchmark",
            swiftSettings: .strict),

        // Tests
        .library("TestServers", ["ChildProcess", "Database", "Identity", "JSON", "Migrations", "Redis"]),
        .tests("AccessTokens", ["Identity", "JSON", "KeyFiles", "TextEncodings"]),
        .tests(
            "Accounts",
            [
                "TestServers", "Database", "Digests", "Encryption", "Identity", "JSON", "Mail", "Sessions",
                "TextEncodings", "WebAuthn",
            ]),
        .tests("AgentRuntime", ["JSON", "ModelClient", "HTTPClient", "TestServers"]),
        .tests("Agents", ["TestServers", "Database", "Identity", "JSON"]),
        .tests("Audit", ["TestServers", "ChildProcess", "Database", "Identity", "JSON", "TextEncodings"]),
        .tests("Backups", ["TestServers", "ChildProcess", "Database", "JSON", "Migrations"]),
        .tests("CallAuthentication", ["HTTPClient", "Identity", "JSON", "TestServers", "TextEncodings"]),
        .tests("ChildProcess", ["TestServers"]),
        .tests("CloudEvents", ["JSON"]),
        .tests("Concealment", ["JSON", "WorkflowEngine", "Workflows"]),
        .tests("Costs", ["TestServers", "Database", "Identity", "JSON"]),
        .tests("Database", ["TestServers", "Identity"]),
        .tests("Digests", ["TestServers", "Database"]),
        .tests(
            "Events", ["TestServers", "CloudEvents", "Database", "Identity", "JSON", "Redis", "Runs", "Workflows"]),
        .tests("Encryption", ["KeyFiles", "TestServers", "TextEncodings"]),
        .tests("FastCGI", ["TestServers", "HTTPClient"]),
        .tests(
            "FunctionKit",
            [
                "TestServers", "AccessTokens", "Audit", "FastCGI", "Identity", "JSON", "HTTPClient", "Database",
                "Redis", "Sessions", "TextEncodings",
            ]),
        .tests("HTTPClient", ["TestServers", "OutboundRules"]),
        .tests("Identity"),
        .tests("JQ", ["JSON", "JQEvaluator", "TestServers"]),
        .tests("JSON"),
        .tests("JSONSchema", ["JSON", "Threads"]),
        .tests("Mail", ["Database", "Encryption", "Identity", "TestServers"]),
        .tests("MailClient", ["Identity", "TestServers"]),
        .tests("Manifest", ["TestServers", "ChildProcess", "Database", "JSON", "Migrations", "Redis"]),
        .tests("Masking", ["JSON", "TestServers"]),
        .tests("Members", ["TestServers", "Database", "Digests", "Identity", "Sessions"]),
        .tests("Metrics", ["TestServers"]),
        .tests("Migrations", ["TestServers", "Database"]),
        .tests("ModelClient", ["HTTPClient", "JSON", "TestServers", "ChildProcess"]),
        .tests("OutboundRules"),
        .tests("Policies", ["TestServers", "Database", "Identity", "OutboundRules"]),
        .tests("OpenAPICalls", ["JSON"]),
        .tests("Processes", ["ChildProcess", "TestServers"]),
        .tests("Redis", ["TestServers"]),
        .tests(
            "Runs",
            ["TestServers", "Database", "Identity", "JSON", "Migrations", "Redis", "Tenants", "Workflows", "Costs"]),
        .tests("Secrets", ["TestServers", "Database", "Encryption", "Identity", "JSON"]),
        .tests("Sessions", ["TestServers", "Database", "Identity", "Redis"]),
        .tests("Spelling"),
        .tests("Tenants", ["TestServers", "Database", "Identity", "JSON"]),
        .tests("TestServers", ["ChildProcess", "Database", "JSON", "Redis"]),
        .tests("TextEncodings"),
        .tests("Supervision", ["Identity", "JSON"]),
        .tests("Threads"),
        .tests(
            "Worker",
            [
                "TestServers", "CloudEvents", "Database", "Encryption", "Identity", "JSON", "JSONSchema", "Masking",
                "Processes", "Runs", "Secrets", "WorkflowEngine", "Workflows",
            ]),
        .tests(
            "WebAuthn",
            [
                "JSON", "TestServers", "TextEncodings", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .tests("WorkflowDSL", ["JSON", "TestServers", "YAML"]),
        .tests("WorkflowEngine", ["Identity", "JSON", "JSONSchema", "JQ", "WorkflowDSL"]),
        .tests("Workflows", ["TestServers", "Database", "Identity"]),
        .tests("YAML", ["JSON"]),
        .testTarget(
            name: "ArchitectureTests", dependencies: ["ChildProcess", "JSON", "Manifest"], swiftSettings: .strict,
            linkerSettings: .program),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "AccessTokens", "ChildProcess", "Database", "Encryption", "HTTPClient", "Identity", "JSON",
                "JSONSchema", "Manifest", "Migrations", "Redis", "Secrets", "TestServers", "TextEncodings", "YAML",
            ], swiftSettings: .strict, linkerSettings: .program),
    ],
    cxxLanguageStandard: .cxx17
)

// `bin/check --fuzz` builds these, instrumented and apart.
if Context.environment["FUZZING"] != nil {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzzing/CLibFuzzer"),
        .executableTarget(
            name: "FuzzTargets",
            dependencies: [
                "CLibFuzzer", "Digests", "Identity", "JQ", "JSON", "TextEncodings", "WebAuthn", "WorkflowDSL",
                "WorkflowEngine",
            ],
            path: "Fuzzing/FuzzTargets", swiftSettings: .strict),
    ]
}

extension Target {
    static func cLibrary(_ name: String) -> Target {
        .systemLibrary(name: name)
    }

    /// - Parameter file: one of its folder whose bytes become a part of the program.
    static func library(_ name: String, _ dependencies: [Dependency] = [], embedding file: String? = nil) -> Target {
        .target(
            name: name, dependencies: dependencies, resources: file.map { [.embedInCode($0)] }, swiftSettings: .strict,
            linkerSettings: .program)
    }

    static func program(_ name: String, _ dependencies: [Dependency]) -> Target {
        .executableTarget(
            name: name, dependencies: dependencies,
            exclude: ["Auditor", "Janitor", "Notifier", "Worker"].contains(name) ? ["daemon.yaml"] : [],
            swiftSettings: .strict, linkerSettings: .program)
    }

    /// `functions/NAME`, built as `NAMEFunction` with the first letter raised.
    static func function(_ name: String, _ dependencies: [Dependency]) -> Target {
        .executableTarget(
            name: name.prefix(1).uppercased() + name.dropFirst() + "Function",
            dependencies: ["FunctionKit"] + dependencies,
            path: "functions/\(name)",
            exclude: ["README.md", "function.yaml"],
            swiftSettings: .strict, linkerSettings: .program)
    }

    static func tests(_ module: String, _ dependencies: [Dependency] = []) -> Target {
        .testTarget(
            name: module + "Tests", dependencies: [.target(name: module)] + dependencies, swiftSettings: .strict,
            linkerSettings: .program)
    }
}

extension [SwiftSetting] {
    static var strict: Self {
        [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .treatAllWarnings(as: .error),
            // Debug builds count what runs, always: bin/test measures coverage, and every other build keeps `.build` warm.
            // With relocatable counters a process writes as it goes, so that one that is killed has written too.
            .unsafeFlags(
                ["-profile-generate", "-profile-coverage-mapping", "-Xllvm", "-runtime-counter-relocation"],
                .when(configuration: .debug)),
        ]
    }
}

extension [LinkerSetting] {
    static var program: Self {
        [
            .unsafeFlags(["-profile-generate"], .when(configuration: .debug)),
            // What the loader reads at a start stays in the memory of each program: 3 MB of exported names and relocations, of which
            // nobody uses the names, and of which the relocations fit into 16 KB (glibc 2.36).
            .unsafeFlags(
                [
                    "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker",
                    "pack-relative-relocs",
                ], .when(configuration: .release)),
        ]
    }
}
