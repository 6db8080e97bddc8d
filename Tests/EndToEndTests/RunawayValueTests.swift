import JSON
import TestServers
import Testing

/// Values that cannot be kept end their run, and nothing else.
@Suite(.onePlatform) struct RunawayValueTests {
    @Test func `values that grow into themselves fault with the limit, also as the input of another run`() throws {
        let client = try Client.newTenant()
        let deep = #"${ reduce range(185) as $i (0; [.]) }"#
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: test, name: child, version: 1.0.0}
            do: [{one: {set: {a: 1}}}]
            """)
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: test, name: deep, version: 1.0.0}
            do:
              - make: {set: {x: '\(deep)'}}
              - pass: {run: {workflow: {namespace: test, name: child, version: 1.0.0, input: {a: {b: {c: {d: {e: {f: '${ .x }'}}}}}}}}}
            """)
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: test, name: grow, version: 1.0.0}
            do: [{each: {for: {in: '[range(100)]'}, do: [{more: {set: {a: {a: {a: {a: '${ . }'}}}}}}]}}]
            """)
        for name in ["deep", "grow"] {
            let run = try client.finished(client.start("test/\(name)"))
            #expect(run["status"] == "faulted", "\(run)")
            #expect(run["error"]?["detail"]?.string?.contains("190 levels") == true, "\(run)")
        }
        #expect(try client.finished(client.start("test/child"))["status"] == "completed")
    }

    @Test func `a run that waits for another hears of its end, also when that cannot be stored`() throws {
        let client = try Client.newTenant()
        let service = ScriptedServer([.json(.string(String(repeating: "x", count: 4_100_000)))])
        defer { service.stop() }
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: test, name: large, version: 1.0.0}
            do: [{get: {call: http, with: {method: get, endpoint: "\(service.url)"}}}]
            """)
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: test, name: waits, version: 1.0.0}
            do: [{below: {run: {workflow: {namespace: test, name: large, version: 1.0.0}}}}]
            """)
        let run = try client.finished(client.start("test/waits"))
        #expect(run["status"] == "faulted")
        #expect(run["error"]?["detail"]?.string?.contains("4000000 bytes") == true, "\(run)")
    }
}
