import Foundation
import FunctionKit
import HTTPClient
import JSON
import Synchronization
import TestServers
import Testing

/// What endpoints may take, and what they leave to others.
@Suite struct DeadlineTests {
    private typealias Hold = PatientFunction.Hold

    private func waitUntilHeld(_ name: String) throws {
        let end = ContinuousClock.now + .seconds(20)
        while Hold.entered.withLock({ $0[name] }) == nil {
            try #require(ContinuousClock.now < end)
            usleep(1_000)
        }
    }

    @Test(arguments: ["once", "transaction", "many"])
    func `what takes longer than its deadline is stopped, and the answer names it`(how: String) throws {
        try RunningFunction.runWhole(of: PatientFunction.self) { (function) throws in
            let answer = try function.get("/sleep?how=\(how)")
            #expect(answer.problem == "deadline_exceeded")
            #expect(answer.status == 504)
            #expect(try answer.json["detail"]?.string?.contains("the 1 s") == true)
            // The connection serves what comes next.
            #expect(try function.get("/quick").status == 200)
        }
    }

    @Test func `an endpoint that sleeps its full time does not stop the others`() throws {
        try RunningFunction.runWhole(of: PatientFunction.self) { (function) throws in
            let sleeping = (0..<8).map { _ in function.begin("/sleep") }
            for _ in 0..<20 { #expect(try function.get("/quick").status == 200) }
            // On a slow machine some stand in line until its limit, which is 503 `endpoint_busy`.
            let statuses = try Set(sleeping.map { try $0.response().status })
            #expect(statuses.contains(504) && statuses.isSubset(of: [504, 503]))
        }
    }

    @Test func `who stands in line for an endpoint comes in when there is room, or is told to try again`() throws {
        try RunningFunction.runWhole(of: PatientFunction.self) { (function) throws in
            let name = "\(UUID())"
            let first = function.begin("/hold/\(name)")
            try waitUntilHeld(name)
            let late = function.begin("/hold/\(name)")
            // The second of two threads is free for others.
            while !late.isAnswered {
                #expect(try function.get("/quick").status == 200)
                usleep(50_000)
            }
            let refused = try late.response()
            #expect(refused.problem == "endpoint_busy")
            #expect(refused.header("Retry-After") != nil)
            #expect(!first.isAnswered)

            let next = function.begin("/hold/\(name)")
            #expect(try function.get("/quick").status == 200)
            _ = Hold.released.withLock { $0.insert(name) }
            #expect(try first.response().status == 200)
            #expect(try next.response().status == 200)
            #expect(Hold.entered.withLock { $0[name] } == 2)
        }
    }

    @Test func `a route that may take longer than the manifest allows keeps the function from starting`() throws {
        let error = #expect(throws: EnvironmentError.self) {
            try RunningFunction.run(["FUNCTION_DEADLINE": "9"], of: PatientFunction.self) { _ in }
        }
        #expect(error?.description.contains("limits.deadlineSeconds") == true)
    }
}
