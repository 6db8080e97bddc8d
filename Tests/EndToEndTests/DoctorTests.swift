import AccessTokens
import Database
import Encryption
import Foundation
import JSON
import TestServers
import Testing

/// `intelligentic doctor` on installations that were broken in one way each.
@Suite struct DoctorTests {
    @Test func `a platform that works is well, and each thing that is broken is found with its advice`() throws {
        try Platform.run { (platform) throws in
            #expect(try findings(platform) == [])
            let key = platform.keys.privateKey
            try broken(platform, "signing key") {
                chmod(key, 0o644)
            } mend: {
                chmod(key, 0o600)
            }
            let secretsKey = "\(platform.directory)/secrets.key"
            try broken(platform, "key of secrets") {
                chmod(secretsKey, 0o640)
            } mend: {
                chmod(secretsKey, 0o600)
            }
            try moved(platform, "key of secrets", secretsKey)
            try Client.registered(at: platform).putSecret("a", "b")
            try broken(platform, "keys of the secrets that are there") {
                try FileManager.default.moveItem(atPath: secretsKey, toPath: secretsKey + ".away")
                try KeyRing.makeMissing(secretsKey)
            } mend: {
                try FileManager.default.removeItem(atPath: secretsKey)
                try FileManager.default.moveItem(atPath: secretsKey + ".away", toPath: secretsKey)
            }
            try moved(platform, "models", "\(platform.directory)/models.json")
            try moved(platform, "public keys", platform.keys.jwks)
            try moved(platform, "nginx's configuration", "\(platform.directory)/nginx/nginx.conf")
            try moved(platform, "auth is set up", "\(platform.directory)/functions/auth/1/run")
            try moved(platform, "socket of agents", "\(platform.directory)/agents.sock")
            let database = Database(platform.database)
            try database.execute("DELETE FROM schema_migrations ORDER BY name DESC LIMIT 1")
            #expect(try findings(platform) == ["tables"])
            platform.supervisor.stop()
            try Wait.until("the worker's lease and the functions are missed") {
                let stopped = try findings(platform)
                return stopped.contains("worker") && stopped.contains("socket of auth")
            }
            // Without an auditor it stays there.
            try database.execute(
                """
                INSERT INTO audit_intake (tenant_id, id, at, action, outcome, actor_kind, target_kind)
                VALUES (REPEAT('t', 16), REPEAT('i', 16), UTC_TIMESTAMP(6) - INTERVAL 2 MINUTE, 'run.start', 'succeeded',
                'system', 'run')
                """)
            #expect(try findings(platform).contains("audit log"))
            platform.redis.kill()
            #expect(try findings(platform).contains("Redis as worker"))
            platform.mariadb.kill()
            let last = try findings(platform)
            #expect(last.contains("database as auth") && last.contains("auth answers"), "\(last)")
        }
    }

    @Test func `who has to confirm an e-mail that nobody sends is found`() throws {
        try Platform.run(variables: ["EMAIL_VERIFICATION": "on"]) { (platform) throws in
            #expect(try findings(platform) == ["mail"])
        }
    }

    @Test func `manifests that cannot be read are the first thing that is said`() throws {
        let result = try OperatorCommand(["doctor", "--functions", "/nowhere"])
        #expect(!result.isSuccess)
        #expect(result.output.contains("✗ manifests"), "\(result)")
        #expect(result.output.contains("--functions"), "\(result)")
    }

    /// What is wrong, by subject.
    private func findings(_ platform: Platform) throws -> [String] {
        let result = try OperatorCommand(
            [
                "doctor", "--json", "--run-directory", platform.directory, "--sockets", platform.directory, "--url",
                platform.url,
            ], at: platform)
        let answer = try JSON(parsing: result.output)
        let bad = (answer["findings"]?.array ?? []).filter { $0["isGood"] == false }
        #expect(result.isSuccess == bad.isEmpty)
        #expect(bad.allSatisfy { $0["advice"]?.string?.isEmpty == false })
        return bad.compactMap { $0["subject"]?.string }
    }

    private func broken<Ignored>(
        _ platform: Platform, _ subject: String, by damage: () throws -> Ignored, mend: () throws -> Ignored
    ) throws {
        _ = try damage()
        let found = try findings(platform)
        #expect(found.contains(subject), "\(found)")
        _ = try mend()
    }

    private func moved(_ platform: Platform, _ subject: String, _ path: String) throws {
        try broken(platform, subject) {
            try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        } mend: {
            try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
        }
    }
}
