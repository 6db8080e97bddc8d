import ChildProcess
import Foundation
import Manifest
import TestServers
import Testing

@Suite struct RenderingTests {
    private let root = TestServers.packageRoot

    private func fleet() throws -> Fleet {
        try Fleet(functionsDirectory: "\(root)/functions", daemonsDirectory: "\(root)/Sources")
    }

    @Test func `each folder of functions has a manifest, and its connections fit`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: "\(root)/functions").sorted()
        let fleet = try fleet()
        #expect(fleet.functions.map(\.name) == folders)
        #expect(fleet.daemons.map(\.name) == ["auditor", "janitor", "notifier", "worker"])
        let threads = fleet.functions.reduce(0) {
            $0 + $1.processes * ($1.threads + ($1.limits.waitSeconds > 0 ? 1 : 0))
        }
        let daemons = fleet.daemons.reduce(0) { $0 + $1.processes * $1.databaseConnections }
        #expect(daemons > 0)
        #expect(fleet.databaseConnections == threads + daemons)
    }

    @Test func `each route begins with a prefix of its function's manifest`() throws {
        for function in try fleet().functions {
            var count = 0
            for file in try FileManager.default.contentsOfDirectory(atPath: "\(root)/functions/\(function.name)") {
                let text = try String(contentsOfFile: "\(root)/functions/\(function.name)/\(file)", encoding: .utf8)
                let routes = text.matches(of: /Route\.[a-z]+\(\s*"([^"]+)"/).map { String($0.1) }
                #expect(
                    routes.count == text.matches(of: /static let route\b/).count,
                    "\(file): a route that this test cannot read")
                count += routes.count
                for route in routes {
                    #expect(function.prefixes.contains { route == $0 || route.hasPrefix($0 + "/") }, "\(route)")
                }
            }
            #expect(count > 0, "\(function.name) has no routes")
        }
    }

    @Test func `nginx takes what is rendered, and a second rendering changes nothing`() throws {
        try TestServers.temporaryDirectory { directory in
            let rendering = try NginxRendering(
                fleet(), templates: "\(root)/nginx", runDirectory: directory, sockets: directory, port: 8_080)
            #expect(try rendering.write().count == 9)
            #expect(try rendering.write().isEmpty)
            let (status, _, error) = try ChildProcess.run(
                "nginx",
                ["-t", "-q", "-p", "\(directory)/nginx", "-c", "\(directory)/nginx/nginx.conf", "-e", "stderr"],
                limit: .seconds(20))
            #expect(status.isSuccess, "\(String(decoding: error, as: UTF8.self))")
        }
    }

    @Test func `a function that is not public answers programs of this host only`() throws {
        try TestServers.temporaryDirectory { directory in
            _ = try NginxRendering(
                fleet(), templates: "\(root)/nginx", runDirectory: directory, sockets: directory, port: 8_080
            ).write()
            let routes = try String(contentsOfFile: "\(directory)/nginx/routes.conf", encoding: .utf8)
            for route in routes.split(separator: "location ").dropFirst() {
                let isMetrics = route.contains("fastcgi_pass function_metrics;")
                #expect(route.contains("allow 127.0.0.1; allow ::1; deny all;") == isMetrics, "\(route)")
            }
        }
    }

    @Test func `a slot's script starts the program with the variables that its manifest asks for`() throws {
        try TestServers.temporaryDirectory { directory in
            let environment = "\(directory)/environment"
            let all = [
                "DATABASE_SOCKET", "JWT_PRIVATE_KEY_FILE", "MODELS_FILE", "SECRETS_KEY_FILE", "JQ_EVALUATOR",
            ].map {
                "\($0)=it's \($0)"
            }
            try all.joined(separator: "\n").write(toFile: environment, atomically: true, encoding: .utf8)
            let rendering = try SupervisorRendering(
                fleet(), runDirectory: directory, binaries: "/usr/bin", environment: EnvironmentFile(environment),
                passwords: PasswordFiles(directory))
            #expect(try rendering.write().count == fleet().programs.map(\.processes).reduce(0, +))
            #expect(try rendering.write().isEmpty)
            let script = try String(contentsOfFile: "\(directory)/functions/agents/2/run", encoding: .utf8)
            #expect(script.contains("MODELS_FILE='it'\\''s MODELS_FILE'"))
            #expect(script.contains("FUNCTION_THREADS='4'"))
            #expect(script.contains("DATABASE_USER='intelligentic_agents'"))
            #expect(script.contains("/database-agents'"))
            #expect(script.contains("FUNCTION_DEADLINE='10'"))
            #expect(script.contains("FUNCTION_WAIT='0'"))
            #expect(!script.contains("JWT_PRIVATE_KEY_FILE"))
            #expect(!script.contains("SECRETS_KEY_FILE"))
            #expect(script.contains("'/usr/bin/AgentsFunction'"))
            #expect(script.contains("METRICS_FILE='\(directory)/metrics/agents-2'"))
        }
    }
}
