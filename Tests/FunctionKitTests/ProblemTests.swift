import HTTPClient
import JSON
import TestServers
import Testing

@testable import FunctionKit

@Suite struct ProblemTests {
    @Test func `a thrown problem is the answer`() throws {
        try RunningFunction.run { (function) throws in
            let answer = try function.get("/fail?how=problem")
            #expect(answer.status == 409)
            #expect(answer.problem == "taken")
            #expect(answer.header("X-Reason") == "test")
        }
    }

    @Test func `an unexpected error tells the client nothing`() throws {
        try RunningFunction.run { (function) throws in
            let answer = try function.get("/fail")
            #expect(answer.problem == "internal")
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("Unexpected"))
        }
    }

    @Test func `without a database the answer says when to try again`() throws {
        try RunningFunction.run { (function) throws in
            let answer = try function.get("/fail?how=database")
            #expect(answer.status == 503)
            #expect(answer.problem == "database_unavailable")
            #expect(answer.header("Retry-After") == "1")
        }
    }

    @Test func `with one it answers`() throws {
        try TestServers.withDatabase { (configuration) throws in
            try RunningFunction.run(database: configuration) { (function) throws in
                #expect(try function.get("/fail?how=database").status == 200)
            }
        }
    }

    @Test func `a trace goes on, a broken one starts anew`() throws {
        let trace = "0af7651916cd43dd8448eb211c80319c"
        try RunningFunction.run { (function) throws in
            let known = try function.get("/items/a", [("traceparent", "00-\(trace)-b7ad6b7169203331-01")])
            #expect(known.header("X-Request-Id") == trace)
            for broken in [
                "00-\(trace)-b7ad6b716920333-01", "00-\(String(repeating: "0", count: 32))-b7ad6b7169203331-01", "x",
            ] {
                let id = try function.get("/items/a", [("traceparent", broken)]).header("X-Request-Id")
                #expect(id != trace)
                #expect(id?.count == 32)
            }
        }
    }
}
