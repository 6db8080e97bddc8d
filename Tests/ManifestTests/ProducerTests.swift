import ChildProcess
import Foundation
import Manifest
import Redis
import TestServers
import Testing

/// Users of Redis for tenants that put events there.
@Suite struct ProducerTests {
    private let tenant = "01890a5d-ac96-774b-bcce-b302099a8057"
    private let other = "01890a5d-ac96-774b-bcce-b302099a8058"

    private func refusal(_ redis: Redis, _ command: String...) -> String? {
        do throws(RedisError) {
            try redis.send(command.map { RedisArgument($0) })
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `a producer adds to its tenant's stream, reads what was refused, and does nothing else`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let passwords = try PasswordFiles(directory)
            let fleet = try RenderedUsers.fleet()
            _ = try passwords.makeMissing(for: fleet)
            let rendering = RedisACLRendering(fleet, passwords: passwords)
            #expect(try rendering.write("\(directory)/users.acl"))
            let file = try passwords.makeProducer(of: tenant)
            let password = try String(contentsOfFile: file, encoding: .utf8)
            #expect(try passwords.makeProducer(of: tenant) == file)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == password)
            #expect(try rendering.write("\(directory)/users.acl"))
            let users = try String(contentsOfFile: "\(directory)/users.acl", encoding: .utf8)
            let server = try PrivateRedis(users: users)
            let producer = Redis(
                RedisConfiguration(
                    socket: server.configuration.socket, user: RedisACLRendering.producer(of: tenant),
                    password: password.trimmingCharacters(in: .newlines)))
            let key = "intelligentic:ingress:\(tenant)"
            #expect(refusal(producer, "PING") == nil)
            #expect(refusal(producer, "XADD", key, "*", "event", "{}") == nil)
            #expect(refusal(producer, "XRANGE", "intelligentic:ingress-refused:\(tenant)", "-", "+") == nil)
            for command in [
                ["XADD", "intelligentic:ingress:\(other)", "*", "event", "{}"],
                ["XADD", "intelligentic:x", "*", "a", "b"],
                ["XADD", "intelligentic:ingress-refused:\(tenant)", "*", "event", "{}"], ["XRANGE", key, "-", "+"],
                ["XREAD", "STREAMS", key, "0"], ["XDEL", key, "0-1"], ["XTRIM", key, "MAXLEN", "0"], ["DEL", key],
                ["XRANGE", "intelligentic:ingress-refused:\(other)", "-", "+"], ["XLEN", key], ["SET", key, "1"],
                ["EVAL", "return 1", "0"], ["PUBLISH", "intelligentic:runs:ready", "x"], ["SUBSCRIBE", "a"],
                ["KEYS", "*"], ["ACL", "WHOAMI"], ["CONFIG", "GET", "*"], ["FLUSHALL"],
            ] {
                let redis = Redis(producer.configuration)
                #expect(throws: RedisError.refused(code: "NOPERM", command: command[0]), "\(command)") { () throws in
                    try redis.send(command.map { RedisArgument($0) })
                }
            }
            try FileManager.default.removeItem(atPath: file)
            #expect(try rendering.write("\(directory)/users.acl"))
            #expect(try !String(contentsOfFile: "\(directory)/users.acl", encoding: .utf8).contains(tenant))
        }
    }

    @Test func `a file that names no tenant makes no user`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let passwords = try PasswordFiles(directory)
            let fleet = try RenderedUsers.fleet()
            _ = try passwords.makeMissing(for: fleet)
            #expect(throws: ManifestError.self) { () throws in _ = try passwords.makeProducer(of: "../x") }
            try "x".write(toFile: "\(directory)/producer-on +@all", atomically: true, encoding: .utf8)
            _ = try RedisACLRendering(fleet, passwords: passwords).write("\(directory)/users.acl")
            let users = try String(contentsOfFile: "\(directory)/users.acl", encoding: .utf8)
            #expect(!users.contains("+@all") && !users.contains("producer"))
        }
    }

    @Test func `the operator makes one with a command`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            func run(_ tenant: String) throws -> (isGood: Bool, text: String) {
                let (status, output, error) = try ChildProcess.run(
                    TestServers.binaries + "/intelligentic", ["tenant", "producer", tenant, "--secrets", directory],
                    limit: .seconds(120))
                return (status.isSuccess, String(decoding: output + error, as: UTF8.self))
            }
            let (isGood, text) = try run(tenant.uppercased())
            #expect(isGood, "\(text)")
            #expect(
                text.contains("intelligentic_producer_\(tenant)") && text.contains("intelligentic:ingress:\(tenant)"))
            let password = try String(contentsOfFile: "\(directory)/producer-\(tenant)", encoding: .utf8)
            #expect(!text.contains(password.trimmingCharacters(in: .newlines)))
            #expect(try !run("shop").isGood)
        }
    }
}
