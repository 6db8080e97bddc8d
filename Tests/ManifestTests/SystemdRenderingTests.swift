import ChildProcess
import Foundation
import Manifest
import TestServers
import Testing

/// systemd's own opinion of the units.
@Suite struct SystemdRenderingTests {
    /// What `systemd-analyze security` may say at most, of 100: 10 is "safe" to it, 96 is a service without anything.
    private static let exposureLimit = 10
    /// Of the worker, which makes namespaces and mounts for the programs of workflows.
    private static let sandboxingExposureLimit = 35
    private static let outgoingExposureLimit = 15
    private static let limit = Duration.seconds(60)

    private func withUnits(
        binaries: String = TestServers.binaries, environment more: String = "",
        _ body: (String, [String], SystemdRendering) throws -> Void
    ) throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let environment = "\(directory)/environment"
            try """
            DATABASE_SOCKET=/run/mysqld/mysqld.sock
            DATABASE_NAME=100% "quoted"
            JWT_PRIVATE_KEY_FILE=/etc/intelligentic/keys/private.jwk
            JQ_EVALUATOR=\(TestServers.binaries)/JQEvaluator
            SECRETS_KEY_FILE=/etc/intelligentic/keys/secrets.key
            MODELS_FILE=/etc/intelligentic/models.json
            \(more)
            """.write(toFile: environment, atomically: true, encoding: .utf8)
            let rendering = try SystemdRendering(
                RenderedUsers.fleet(), directory: "\(directory)/units", binaries: binaries, webGroup: "www-data",
                environment: EnvironmentFile(environment), passwords: PasswordFiles(directory))
            try body("\(directory)/units", try rendering.write(), rendering)
        }
    }

    private func analyze(_ arguments: [String]) throws -> (isGood: Bool, text: String) {
        let (status, output, error) = try ChildProcess.run("systemd-analyze", arguments, limit: Self.limit)
        return (status.isSuccess, String(decoding: output + error, as: UTF8.self))
    }

    @Test func `systemd takes every unit without a word, and a second rendering changes nothing`() throws {
        try withUnits { (directory, changed, rendering) throws in
            let fleet = try RenderedUsers.fleet()
            // The target, a service for each program, and a socket for each function.
            #expect(changed.count == 1 + fleet.programs.count + fleet.functions.count)
            #expect(try rendering.write().isEmpty)
            let units = ["intelligentic.target"] + rendering.units
            #expect(units.contains("intelligentic-auth@2.service") && units.contains("intelligentic-worker@1.service"))
            let (isGood, text) = try analyze(["verify", "--man=no"] + units.map { "\(directory)/\($0)" })
            #expect(isGood, "\(text)")
            #expect(text.isEmpty)
        }
    }

    @Test func `systemd says when a unit is wrong`() throws {
        try withUnits(binaries: "/nowhere") { (directory, _, rendering) throws in
            let (isGood, text) = try analyze(["verify", "--man=no"] + rendering.units.map { "\(directory)/\($0)" })
            #expect(!isGood)
            #expect(text.contains("/nowhere/AuthFunction is not executable"), "\(text)")
        }
    }

    @Test func `systemd finds next to nothing that a service could still do`() throws {
        try withUnits { (directory, changed, _) throws in
            for path in changed where path.hasSuffix("@.service") {
                let (isGood, text) = try analyze(
                    ["security", "--offline=true", "--threshold=\(Self.exposureLimit)", "--no-pager", path])
                // These call services anywhere, so they have the network; the worker makes sandboxes, too.
                let others = [
                    ("worker", Self.sandboxingExposureLimit), ("workflows", Self.outgoingExposureLimit),
                    ("notifier", Self.outgoingExposureLimit), ("auth", Self.outgoingExposureLimit),
                ]
                guard let (_, limit) = others.first(where: { path.contains($0.0) }) else {
                    #expect(isGood, "\(text.suffix(200))")
                    continue
                }
                let (isGoodEnough, reasons) = try analyze(
                    ["security", "--offline=true", "--threshold=\(limit)", "--no-pager", path])
                #expect(isGoodEnough, "\(reasons.suffix(200))")
            }
        }
    }

    @Test func `a service is handed its own secrets, and no other's`() throws {
        try withUnits { (directory, _, _) throws in
            let auth = try String(contentsOfFile: "\(directory)/intelligentic-auth@.service", encoding: .utf8)
            let agents = try String(contentsOfFile: "\(directory)/intelligentic-agents@.service", encoding: .utf8)
            #expect(auth.contains("LoadCredential=JWT_PRIVATE_KEY_FILE:/etc/intelligentic/keys/private.jwk\n"))
            #expect(auth.contains("Environment=\"JWT_PRIVATE_KEY_FILE=%d/JWT_PRIVATE_KEY_FILE\"\n"))
            #expect(auth.contains("Environment=\"DATABASE_USER=intelligentic_auth\"\n"))
            #expect(auth.contains(#"Environment="DATABASE_NAME=100%% \"quoted\"""# + "\n"))
            #expect(!agents.contains("JWT_PRIVATE_KEY") && !agents.contains("SECRETS_KEY"))
            for program in ["secrets", "worker", "auth", "notifier"] {
                let unit = try String(
                    contentsOfFile: "\(directory)/intelligentic-\(program)@.service", encoding: .utf8)
                #expect(unit.contains("LoadCredential=SECRETS_KEY_FILE:/etc/intelligentic/keys/secrets.key\n"))
            }
            #expect(agents.contains("Environment=\"METRICS_FILE=/var/lib/intelligentic/metrics/agents-%i\"\n"))
            #expect(agents.matches(of: /LoadCredential=DATABASE_PASSWORD_FILE:.*\/database-agents\n/).count == 1)
        }
    }

    @Test func `who needs the network has it, and nobody else`() throws {
        func families(_ directory: String, _ program: String) throws -> Bool {
            try String(contentsOfFile: "\(directory)/intelligentic-\(program)@.service", encoding: .utf8)
                .contains("RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6")
        }
        try withUnits { (directory, _, _) throws in
            #expect(try families(directory, "worker"))
            // It fetches what documents use from elsewhere.
            #expect(try families(directory, "workflows"))
            // It asks identity providers.
            #expect(try families(directory, "auth"))
            #expect(try !families(directory, "secrets"))
        }
        try withUnits(environment: "DATABASE_HOST=10.0.0.1") { (directory, _, _) throws in
            #expect(try families(directory, "secrets"))
        }
    }

    @Test func `who makes sandboxes may, and nobody else`() throws {
        try withUnits { (directory, _, _) throws in
            let worker = try String(contentsOfFile: "\(directory)/intelligentic-worker@.service", encoding: .utf8)
            let auth = try String(contentsOfFile: "\(directory)/intelligentic-auth@.service", encoding: .utf8)
            #expect(worker.contains("RestrictNamespaces=user mnt pid net ipc uts cgroup\n"))
            #expect(worker.contains("AF_NETLINK\n") && !worker.contains("MemoryDenyWriteExecute"))
            #expect(worker.contains("NoNewPrivileges=yes\n") && worker.contains("CapabilityBoundingSet=\n"))
            #expect(auth.contains("RestrictNamespaces=yes\n") && !auth.contains("@mount"))
        }
    }

    @Test func `units of a program that is gone are taken away, and nobody else's`() throws {
        try withUnits { (directory, _, rendering) throws in
            for name in ["intelligentic-gone.socket", "intelligentic-gone@.service", "other.service"] {
                try "[Unit]\n".write(toFile: "\(directory)/\(name)", atomically: true, encoding: .utf8)
            }
            #expect(try rendering.write().count == 2)
            let left = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(left.contains("other.service") && !left.contains { $0.contains("gone") })
        }
    }
}
