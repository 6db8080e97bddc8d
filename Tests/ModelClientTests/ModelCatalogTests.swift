import Foundation
import ModelClient
import TestServers
import Testing

@Suite struct ModelCatalogTests {
    @Test func `models are found by name, with the places of their keys`() throws {
        let catalog = try read(
            """
            {"models": [
                {"name": "local", "url": "http://127.0.0.1:8081/v1/", "model": "SmolLM2"},
                {"name": "far", "url": "https://example.com/v1", "model": "big", "apiKeyFile": "/etc/far.key"},
                {"name": "other", "url": "https://example.com/v1", "model": "big", "apiKeyVariable": "OTHER_KEY"}
            ], "default": "far"}
            """)
        #expect(catalog.names == ["local", "far", "other"])
        #expect(catalog.default == "far")
        #expect(catalog["local"] == ModelEndpoint(name: "local", url: "http://127.0.0.1:8081/v1", model: "SmolLM2"))
        #expect(catalog["far"]?.apiKey == .file("/etc/far.key"))
        #expect(catalog["other"]?.apiKey == .variable("OTHER_KEY"))
        #expect(catalog["none"] == nil)
    }

    @Test func `a key's file is looked for beside the catalog`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let path = directory + "/models.json"
            try Data(
                #"{"models": [{"name": "a", "url": "http://h", "model": "m", "apiKeyFile": "a.key"}], "default": "a"}"#
                    .utf8
            ).write(to: URL(fileURLWithPath: path))
            #expect(try ModelCatalog(contentsOf: path)["a"]?.apiKey == .file(directory + "/a.key"))
        }
    }

    @Test(arguments: [
        ("[]", [": expected an object, found an array"]),
        (
            #"{"models": [], "default": "a"}"#,
            [
                "/models: expected at least one model", "/default: expected the name of one of the models",
            ]
        ),
        (
            #"{"models": [{"name": "a", "url": "http://h", "model": "m", "key": "secret"}], "default": "a"}"#,
            [
                "/models/0/key: is not known here; the members here are "
                    + #""name", "url", "model", "apiKeyFile", "apiKeyVariable""#
            ]
        ),
        (#"{"models": [{"name": "a", "url": "http://h"}], "default": "a"}"#, ["/models/0/model: is missing"]),
        (
            """
            {"models": [
                {"name": "a", "url": "ftp://h", "model": "", "apiKeyFile": "f", "apiKeyVariable": "v"},
                {"name": "a", "url": "http://h", "model": "m"}, {"name": "", "url": "http://h", "model": "m"}
            ], "default": "b"}
            """,
            [
                "/models/0/url: expected a URL that starts with http:// or https://",
                "/models/0/model: expected the provider's name of the model",
                "/models/0: expected one of apiKeyFile and apiKeyVariable, found both",
                "/models/1/name: another model has this name", "/models/2/name: expected a name",
                "/default: expected the name of one of the models",
            ]
        ),
    ])
    func `everything that is wrong is told with its place`(text: String, issues: [String]) throws {
        let error = try #require(throws: ModelCatalogError.self) { try read(text) }
        #expect(error.issues == issues)
        #expect(error.description.hasPrefix((error.file ?? "?") + ": "))
        #expect(!error.description.contains("secret"))
    }

    @Test func `a text that is no JSON is told with its line`() throws {
        let error = try #require(throws: ModelCatalogError.self) { try read("{\n oops") }
        #expect(error.issues == ["expected a member name in double quotes at line 2, column 2"])
    }

    @Test func `a catalog that nobody named or that is not there says what to do`() throws {
        let unnamed = try #require(throws: ModelCatalogError.self) { try ModelCatalog(contentsOf: nil) }
        #expect("\(unnamed)" == "set MODELS_FILE to the file that lists the models agents may use")
        let missing = try #require(throws: ModelCatalogError.self) {
            try ModelCatalog(contentsOf: "/nowhere/models.json")
        }
        #expect("\(missing)" == "/nowhere/models.json: cannot be read: No such file or directory")
    }

    private func read(_ text: String) throws -> ModelCatalog {
        try TestServers.temporaryDirectory { (directory) throws in
            let path = directory + "/models.json"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try ModelCatalog(contentsOf: path)
        }
    }
}
