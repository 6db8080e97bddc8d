import FastCGI
import HTTPClient
import Identity
import TestServers
import Testing

@testable import FunctionKit

/// Which refusals are held back.
@Suite struct RefusalsTests {
    private let answer = FastCGIResponse(status: 429, reason: "Too Many Requests")

    @Test func `a tenant has so many held back, another one has room, and all are given once`() throws {
        try TestServers.temporaryDirectory { directory in
            let listener = try UnixListener("\(directory)/function.sock")
            defer { listener.close() }
            let server = FastCGIServer(listening: listener.descriptor, threads: 1)
            let refusals = Refusals(parked: server.parked)
            let (one, other) = (TenantID(), TenantID())
            let held = (0..<Refusals.tenantLimit).compactMap { _ in refusals.hold(answer, to: one) }
            #expect(held.count == Refusals.tenantLimit)
            #expect(refusals.hold(answer, to: one) == nil)
            #expect(refusals.hold(answer, to: other) != nil)
            #expect(refusals.take(held[0])?.status == 429)
            #expect(refusals.take(held[0]) == nil)
            #expect(refusals.hold(answer, to: one) != nil)
            while refusals.hold(answer, to: TenantID()) != nil {}
            #expect(refusals.hold(answer, to: other) == nil)
        }
    }

    @Test func `who comes too often is told so, and waits without a thread`() throws {
        let one = ["RATE_LIMITS": #"{"WhoAmI":{"requests":1,"seconds":3600}}"#, "FUNCTION_THREADS": "1"]
        try RunningFunction.runWhole(one) { (function) throws in
            let caller = try function.person(.developer)
            #expect(try function.get("/me", as: caller).status == 200)
            let authorization = try function.authorization(of: caller)
            let begun = ContinuousClock.now
            let refused = (0..<20).map { _ in function.begin("/me", [authorization]) }
            for pending in refused {
                let answer = try pending.response()
                #expect(answer.problem == "rate_limited" && answer.header("Retry-After") != nil)
            }
            let took = ContinuousClock.now - begun
            #expect(took >= Refusals.pause, "they came at once")
            // One thread that slept would have taken the pause for each.
            #expect(took < Refusals.pause * 20)
        }
    }
}
