import Redis
import TestServers
import Testing

@Suite struct RedisTests {
    @Test(arguments: ["", "%s %b", "naïve ✓", "a\r\nb\0c", "'\"$5\r\n"])
    func `any text survives a round trip`(text: String) throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            #expect(try redis.send("SET", "key", text) == .status("OK"))
            #expect(try redis.send("GET", "key").string == text)
        }
    }

    @Test func `any bytes survive a round trip`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let bytes: [UInt8] = Array(0...255) + [UInt8](repeating: 0, count: 1_000_000)
            try redis.send(["SET", "key", RedisArgument(bytes)])
            #expect(try redis.send("GET", "key").bytes == bytes)
        }
    }

    @Test func `answers have their types`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            #expect(try redis.send("GET", "missing") == .null)
            #expect(try redis.send("INCRBY", "number", "41") == .integer(41))
            #expect(try redis.send("GET", "number").integer == 41)
            try redis.send("RPUSH", "list", "a", "b")
            #expect(try redis.send("LRANGE", "list", "0", "-1").array?.map(\.string) == ["a", "b"])
            try redis.send("MULTI")
            try redis.send("INCR", "list")
            try redis.send("INCR", "number")
            #expect(try redis.send("EXEC") == .array([.error(code: "WRONGTYPE"), .integer(42)]))
        }
    }

    @Test func `a refusal leaves the connection usable and shows no value`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let id = try redis.send("CLIENT", "ID")
            try redis.send("RPUSH", "list", "a")
            #expect(throws: RedisError.refused(code: "WRONGTYPE", command: "GET")) { try redis.send("GET", "list") }
            let unknown = try #require(throws: RedisError.self) { try redis.send("HUNTER", "hunter2") }
            #expect(!unknown.description.contains("hunter2"))
            #expect(try redis.send("CLIENT", "ID") == id)
        }
    }

    @Test func `a script is loaded, found again, and loaded again after it was forgotten`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let script = RedisScript("return redis.call('INCRBY', KEYS[1], ARGV[1])")
            #expect(try redis.run(script, keys: ["number"], arguments: ["5"]) == .integer(5))
            #expect(try redis.run(script, keys: ["number"], arguments: ["5"]) == .integer(10))
            try redis.send("SCRIPT", "FLUSH")
            #expect(try redis.run(script, keys: ["number"], arguments: ["5"]) == .integer(15))
            redis.close()
            #expect(try redis.run(script, keys: ["number"], arguments: ["5"]) == .integer(20))
        }
    }

    @Test func `a script says what it refuses`() throws {
        try TestServers.withRedis { (configuration) throws in
            let script = RedisScript("return redis.error_reply('TOO_MANY hunter2')")
            #expect(throws: RedisError.refused(code: "TOO_MANY", command: "EVALSHA")) {
                try Redis(configuration).run(script, keys: [])
            }
        }
    }

    @Test func `a user of the access list has only its keys`() throws {
        let server = try PrivateRedis()
        defer { server.kill() }
        try Redis(server.configuration).send("ACL", "SETUSER", "auth", "on", ">s3cret", "~auth:*", "+get", "+set")
        var configuration = server.configuration
        configuration.user = "auth"
        configuration.password = "s3cret"
        let redis = Redis(configuration)
        #expect(try redis.send("SET", "auth:a", "1") == .status("OK"))
        #expect(throws: RedisError.refused(code: "NOPERM", command: "GET")) { try redis.send("GET", "other") }
        configuration.password = "wrong"
        #expect(throws: RedisError.connection("AUTH refused: WRONGPASS")) {
            try Redis(configuration).send("GET", "auth:a")
        }
        #expect(!configuration.description.contains("wrong"))
    }
}
