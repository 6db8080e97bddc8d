import HTTPClient
import JSON
import TestServers
import Testing

/// Roles that count in one namespace.
@Suite struct NamespaceTests {
    private static func document(_ namespace: String, _ name: String = "wait", version: String = "1.0.0") -> String {
        """
        document: {dsl: 1.0.3, namespace: \(namespace), name: \(name), version: \(version)}
        do:
          - paid: {listen: {to: {one: {with: {type: demo.paid}}}}}
        """
    }

    @Test func `who runs one namespace finds nothing of the others`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let (colleague, user) = try MemberTests.colleague(of: admin, at: platform)
            for namespace in ["shop", "bank"] { try admin.deploy(Self.document(namespace)) }
            let (own, foreign) = (try admin.start("shop/wait"), try admin.start("bank/wait"))
            let roles: JSON = ["roles": [["role": "operator", "namespace": "shop"]]]
            #expect(try admin.put("/api/v1/members/\(user)/roles", roles).status == 200)

            let me = try colleague.get("/api/v1/auth/me").json
            #expect(me["permissions"] == [])
            #expect(me["namespaces"]?[0]?["namespace"] == "shop")
            let workflows = try colleague.get("/api/v1/workflows").json["items"]?.array
            #expect(workflows?.compactMap { $0["namespace"] } == ["shop"])
            let runs = try colleague.get("/api/v1/runs").json["items"]?.array
            #expect(runs?.compactMap { $0["id"] } == [.string(own)])
            #expect(try colleague.get("/api/v1/runs?workflow=bank/wait").json["items"] == [])

            #expect(try colleague.run(own)["payloadsHidden"] == true)
            for path in ["", "/tasks"] {
                #expect(try colleague.get("/api/v1/runs/\(own)\(path)").status == 200)
                #expect(try colleague.get("/api/v1/runs/\(foreign)\(path)").problem == "run_not_found")
            }
            for verb in ["suspend", "resume", "cancel"] {
                let path = "/api/v1/runs/\(foreign)/\(verb)"
                #expect(try colleague.send("POST", path).problem == "run_not_found")
            }
            #expect(try admin.run(foreign)["status"] != "cancelled")
            #expect(try admin.run(foreign)["suspendRequestedAt"] == .null)
            let all = try colleague.post("/api/v1/runs/cancel", ["createdAfter": "2026-01-01T00:00:00Z"])
            #expect(all.status == 200)
            #expect(try admin.finished(own)["status"] == "cancelled")
            #expect(try admin.run(foreign)["cancelRequestedAt"] == .null)

            #expect(try colleague.post("/api/v1/workflows/shop/wait/runs", [:]).status == 202)
            for namespace in ["bank", "nowhere"] {
                let path = "/api/v1/workflows/\(namespace)/wait"
                #expect(try colleague.get(path).problem == "permission_denied")
                #expect(try colleague.post(path + "/runs", [:]).problem == "permission_denied")
            }
            for path in ["/agents", "/secrets", "/members", "/tenant/policy"] {
                #expect(try colleague.get("/api/v1" + path).problem == "permission_denied")
            }
        }
    }

    @Test func `who develops one namespace deploys into it, and sees its payloads`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let (colleague, user) = try MemberTests.colleague(of: admin, at: platform)
            try admin.deploy(Self.document("bank"))
            let roles: JSON = ["roles": [["role": "viewer"], ["role": "developer", "namespace": "shop"]]]
            #expect(try admin.put("/api/v1/members/\(user)/roles", roles).status == 200)
            try colleague.deploy(Self.document("shop"))
            for (namespace, version) in [("bank", "1.0.0"), ("bank", "2.0.0"), ("other", "1.0.0")] {
                let refused = try colleague.send(
                    "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")],
                    body: Array(Self.document(namespace, version: version).utf8))
                #expect(refused.problem == "permission_denied", "\(refused.text)")
            }
            let input: JSON = ["customer": "ada"]
            let own = try colleague.start("shop/wait", input: input)
            let other = try admin.start("bank/wait", input: input)
            #expect(try colleague.run(own)["input"] == input)
            let hidden = try colleague.run(other)
            #expect(hidden["payloadsHidden"] == true && hidden["input"] == .null)
            #expect(try colleague.send("POST", "/api/v1/runs/\(other)/cancel").problem == "run_not_found")
            #expect(try colleague.send("POST", "/api/v1/runs/\(own)/cancel").status < 300)
        }
    }
}
