import Foundation
import HTTPClient
import JSON
import Redis
import TestServers
import Testing

/// People see where they are signed in, and end it.
@Suite struct SessionListTests {
    private struct Person {
        let email = "\(UUID().uuidString.lowercased())@example.com"
        let url: String

        func post(_ path: String, _ agent: String) throws -> Client {
            let body: JSON = ["email": .string(email), "password": .string(Client.password)]
            var whole = body
            if path == "register" { whole["tenant"] = "Engines" }
            let answer = try Client(url: url).send(
                "POST", "/api/v1/auth/\(path)",
                headers: [("Content-Type", "application/json"), ("User-Agent", agent)], body: whole.bytes)
            return Client(url: url, token: try #require(answer.json["accessToken"]?.string))
        }
    }

    @Test func `sessions are listed with their origin, and one that is ended is refused at once everywhere`() throws {
        try Platform.run { (platform) throws in
            let ada = Person(url: platform.url)
            let first = try ada.post("register", "browser/1")
            let second = try ada.post("login", "phone/2")
            let stranger = try Client.registered(at: platform)
            let items = try #require(first.get("/api/v1/auth/sessions").json["items"]?.array)
            #expect(items.map { $0["userAgent"]?.string } == ["phone/2", "browser/1"])
            #expect(items.map { $0["address"]?.string } == ["127.0.0.1", "127.0.0.1"])
            #expect(items.map { $0["current"] } == [false, true])
            #expect(items.allSatisfy { $0["lastUsedAt"]?.string != nil && $0["tenant"]?["name"] == "Engines" })
            for path in ["/api/v1/runs", "/api/v1/agents"] { #expect(try second.get(path).status == 200) }

            let path = "/api/v1/auth/sessions/\(try #require(items[0]["id"]?.string))"
            #expect(try stranger.send("DELETE", path).problem == "session_not_found")
            #expect(try second.get("/api/v1/runs").status == 200)
            #expect(try first.send("DELETE", path).status == 204)
            for path in ["/api/v1/runs", "/api/v1/agents"] {
                #expect(try second.get(path).problem == "session_ended")
            }
            try Redis(platform.redis.configuration).send("FLUSHALL")
            #expect(try second.get("/api/v1/runs").problem == "session_ended")
            #expect(try first.send("DELETE", path).problem == "session_not_found")
            #expect(try first.send("DELETE", "/api/v1/auth/sessions/none").problem == "session_not_found")
        }
    }

    @Test func `logging out everywhere ends every session of the user, and nobody else's`() throws {
        try Platform.run { (platform) throws in
            let ada = Person(url: platform.url)
            let all = [try ada.post("register", "a"), try ada.post("login", "b"), try ada.post("login", "c")]
            let stranger = try Client.registered(at: platform)
            for client in all { #expect(try client.get("/api/v1/runs").status == 200) }
            #expect(try all[1].send("POST", "/api/v1/auth/logout-everywhere").status == 204)
            for client in all { #expect(try client.get("/api/v1/runs").problem == "session_ended") }
            #expect(try stranger.get("/api/v1/runs").status == 200)
        }
    }

    @Test func `a new password ends the other sessions at once, and the old one opens nothing`() throws {
        try Platform.run { (platform) throws in
            let ada = Person(url: platform.url)
            let (here, there) = (try ada.post("register", "a"), try ada.post("login", "b"))
            #expect(try there.get("/api/v1/runs").status == 200)
            let wrong: JSON = ["current": "wrong horse battery", "password": "incorrect mule accumulator"]
            #expect(try here.put("/api/v1/auth/password", wrong).problem == "wrong_password")
            let weak: JSON = ["current": .string(Client.password), "password": "qwertyuiop"]
            #expect(try here.put("/api/v1/auth/password", weak).problem == "invalid_password")
            #expect(try there.get("/api/v1/runs").status == 200)
            let body: JSON = ["current": .string(Client.password), "password": "incorrect mule accumulator"]
            #expect(try here.put("/api/v1/auth/password", body).status == 204)
            #expect(try there.get("/api/v1/runs").problem == "session_ended")
            #expect(try here.get("/api/v1/runs").status == 200)
            let old: JSON = ["email": .string(ada.email), "password": .string(Client.password)]
            #expect(try Client(url: platform.url).post("/api/v1/auth/login", old).problem == "invalid_credentials")
        }
    }

    @Test func `the command line lists sessions, ends one, and logs out everywhere`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (here) throws in
                try CommandLineUser.run { (there) throws in
                    let address = ["--url", platform.url, "--email", "ada@example.com", "--password-stdin"]
                    _ = try here(
                        "register", address[0], address[1], address[2], address[3], address[4], "--tenant", "Engines",
                        input: "correct horse battery\n")
                    func logInThere() throws {
                        let result = try there(
                            "login", address[0], address[1], address[2], address[3], address[4],
                            input: "correct horse battery\n")
                        #expect(result.code == 0, "\(result)")
                    }
                    try logInThere()
                    let list = try here("session", "list")
                    #expect(list.output.contains("intelligentic/") && list.output.contains("Engines"), "\(list)")
                    let items = try #require(JSON(parsing: here("session", "list", "--json").output)["items"]?.array)
                    let other = try #require(items.first { $0["current"] == false }?["id"]?.string)
                    #expect(try here("session", "end", other).code == 0)
                    #expect(try here("session", "end", other).code == 5)
                    #expect(try there("whoami").code == 3)
                    try logInThere()
                    #expect(try there("logout", "--everywhere").code == 0)
                    #expect(try here("whoami").code == 3)
                }
            }
        }
    }
}
