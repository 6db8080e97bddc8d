import Foundation
import JSON
import Manifest
import TestServers
import Testing

/// The parts of the API's description are put together.
@Suite struct OpenAPIRenderingTests {
    private static func part(_ path: String, id: String, schema: JSON = ["type": "string"]) -> JSON {
        [
            "paths": [path: ["get": ["operationId": .string(id), "tags": [.string(id)]]]],
            "schemas": ["Problem": schema], "responses": [:],
        ]
    }

    /// Renders what functions with these names say, each with a manifest and a program that prints.
    private func rendered(_ parts: KeyValuePairs<String, String>) throws -> JSON {
        try TestServers.temporaryDirectory { directory in
            let files = FileManager.default
            for (name, output) in parts {
                try files.createDirectory(
                    atPath: "\(directory)/functions/\(name)", withIntermediateDirectories: true)
                try "name: \(name)\nprefixes: [/\(name)]\n".write(
                    toFile: "\(directory)/functions/\(name)/function.yaml", atomically: true, encoding: .utf8)
                let program = "\(directory)/\(name.capitalized)Function"
                try "#!/bin/sh\n[ \"$1\" = --openapi ] && cat <<'END'\n\(output)\nEND\n".write(
                    toFile: program, atomically: true, encoding: .utf8)
                try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
            }
            let fleet = try Fleet(functionsDirectory: "\(directory)/functions", daemonsDirectory: directory)
            let rendering = try OpenAPIRendering(fleet, binaries: directory, version: "1.2.3")
            #expect(try rendering.write(to: "\(directory)/www/openapi.json"))
            #expect(try !rendering.write(to: "\(directory)/www/openapi.json"))
            return try JSON(parsing: Data(contentsOf: URL(filePath: "\(directory)/www/openapi.json")))
        }
    }

    @Test func `parts become one document, sorted by function`() throws {
        let document = try rendered([
            "b": Self.part("/b", id: "showB").text, "a": Self.part("/a", id: "showA").text,
        ])
        #expect(document["openapi"] == "3.1.0")
        #expect(document["info"]?["version"] == "1.2.3")
        #expect(Array(document["paths"]?.object?.keys ?? []) == ["/a", "/b"])
        #expect(document["tags"] == [["name": "showA"], ["name": "showB"]])
        #expect(document["components"]?["schemas"] == ["Problem": ["type": "string"]])
    }

    @Test(arguments: [
        (part("/a", id: "showB").text, "describes /a"),
        (part("/b", id: "showA").text, "operation without an id"),
        (part("/b", id: "showB", schema: ["type": "object"]).text, "another Problem"),
        ("{}", "prints no paths"),
        ("no JSON", "does not describe itself"),
    ])
    func `functions that contradict each other are refused`(second: String, complaint: String) throws {
        let error = #expect(throws: ManifestError.self) {
            try rendered(["a": Self.part("/a", id: "showA").text, "b": second])
        }
        #expect(error?.description.contains(complaint) == true, "\(String(describing: error))")
    }
}
