import Database
import Foundation
import TestServers
import Testing

@Suite struct DatabaseConfigurationTests {
    @Test func `everything comes from the environment and the password from its file`() throws {
        try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/password"
            try Data("s3cret\n".utf8).write(to: URL(fileURLWithPath: file))
            let configuration = try DatabaseConfiguration(environment: [
                "DATABASE_HOST": "db.example", "DATABASE_PORT": "3307", "DATABASE_USER": "auth",
                "DATABASE_NAME": "intelligentic", "DATABASE_PASSWORD_FILE": file,
            ])
            #expect(configuration.socket == nil)
            #expect(configuration.host == "db.example")
            #expect(configuration.port == 3307)
            #expect(configuration.password == "s3cret")
            #expect(configuration.description == "auth@db.example:3307/intelligentic")
        }
    }

    @Test(arguments: [
        (["DATABASE_NAME": "x"], "DATABASE_USER"),
        (["DATABASE_USER": "x"], "DATABASE_NAME"),
        (["DATABASE_USER": "x", "DATABASE_NAME": "x", "DATABASE_PORT": "70000"], "DATABASE_PORT"),
        (["DATABASE_USER": "x", "DATABASE_NAME": "x", "DATABASE_PASSWORD_FILE": "/nowhere"], "DATABASE_PASSWORD_FILE"),
    ])
    func `a missing or wrong variable is named`(environment: [String: String], variable: String) {
        #expect { try DatabaseConfiguration(environment: environment) } throws: {
            ($0 as? DatabaseConfiguration.Problem)?.variable == variable
        }
    }
}
