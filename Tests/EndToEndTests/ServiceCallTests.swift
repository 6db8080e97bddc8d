import HTTPClient
import JSON
import TestServers
import Testing

/// Calls of services that want to know who calls, and by the operations of a description.
@Suite struct ServiceCallTests {
    private static let description: JSON = [
        "openapi": "3.0.3", "info": ["title": "Pets", "version": "1"], "servers": [["url": "/v1"]],
        "paths": [
            "/pets/{id}": [
                "get": [
                    "operationId": "showPet",
                    "parameters": [
                        ["name": "id", "in": "path", "required": true, "schema": ["type": "integer"]],
                        ["name": "full", "in": "query", "schema": ["type": "boolean"]],
                    ], "responses": ["200": ["description": "A pet"]],
                ]
            ]
        ],
    ]

    private static func service() -> ScriptedServer {
        ScriptedServer { request in
            switch request.path {
            case "/openapi.json": .json(description)
            case "/token": .json(["access_token": "issued-token-1", "token_type": "Bearer", "expires_in": 300])
            default:
                .json([
                    "target": .string(request.target),
                    "authorization": request.header("Authorization").map { .string($0) } ?? .null,
                ])
            }
        }
    }

    @Test func `an operation is called by its id, and its document is read once`() throws {
        let service = Self.service()
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: pets, version: 1.0.0}
                do:
                  - each:
                      for: {in: '[1, 2]', each: pet}
                      do:
                        - show:
                            call: openapi
                            with:
                              document: {endpoint: '\(service.url)/openapi.json'}
                              operationId: showPet
                              parameters: {id: '${ $pet }', full: true}
                """)
            let run = try client.finished(client.start("test/pets"))
            #expect(run["output"]?["target"] == "/v1/pets/2?full=true", "\(run)")
            #expect(service.requests.filter { $0.path == "/openapi.json" }.count == 1)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: none, version: 1.0.0}
                do: [{a: {call: openapi, with: {document: {endpoint: '\(service.url)/openapi.json'}, operationId: showPets}}}]
                """)
            let failed = try client.finished(client.start("test/none"))
            #expect(failed["error"]?["detail"]?.string?.contains("showPet") == true, "\(failed)")
            #expect(failed["error"]?["instance"] == "/do/0/a")
        }
    }

    @Test func `digest 10: a secret authenticates a call, and stands nowhere`() throws {
        let service = Self.service()
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let put = try client.send(
                "PUT", "/api/v1/secrets/login", headers: [("Content-Type", "application/json")],
                body: Array(#"{"value": {"username": "ada", "password": "lovelace-1843"}}"#.utf8))
            #expect(put.status == 201, "\(put.text)")
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: secret, version: 1.0.0}
                use: {secrets: [login]}
                do:
                  - basic:
                      call: http
                      with: {method: get, endpoint: {uri: '\(service.url)/basic', authentication: {basic: {use: login}}}}
                      export: {as: '{basic: .}'}
                  - leak: {set: {password: '${ $secrets.login.password }', text: 'it is ${ $secrets.login.password }.'}}
                  - token:
                      call: http
                      with:
                        method: get
                        endpoint:
                          uri: '\(service.url)/token-wanted'
                          authentication:
                            oauth2:
                              authority: '\(service.url)'
                              endpoints: {token: /token}
                              grant: client_credentials
                              client: {id: me, secret: '${ $secrets.login.password }'}
                      output: {as: '{token: .authorization, leak: $input, basic: $context.basic.authorization}'}
                """)
            let id = try client.start("test/secret")
            let run = try client.finished(id)
            #expect(run["status"] == "completed", "\(run)")
            #expect(run["output"]?["leak"] == ["password": "***", "text": "it is ***."])
            let sent = service.requests.first { $0.path == "/basic" }?.header("Authorization")
            #expect(sent == "Basic YWRhOmxvdmVsYWNlLTE4NDM=")
            #expect(service.requests.last?.header("Authorization") == "Bearer issued-token-1")
            let everything = try client.get("/api/v1/runs/\(id)").text + client.get("/api/v1/runs/\(id)/tasks").text
            #expect(!everything.contains("lovelace-1843"))
            #expect(!everything.contains("bG92ZWxhY2U"), "not in base64 either")
            for (file, log) in platform.logs { #expect(!log.contains("lovelace-1843"), "\(file)") }
        }
    }

    @Test func `digest 10: a secret that is missing faults the run and says what to do`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: missing, version: 1.0.0}
                use: {secrets: [absent]}
                do: [{a: {set: {b: '${ $secrets.absent }'}}}]
                """)
            let run = try client.finished(client.start("test/missing"))
            #expect(run["error"]?["status"] == 403)
            #expect(run["error"]?["detail"]?.string?.contains("secret set") == true, "\(run)")
        }
    }
}
