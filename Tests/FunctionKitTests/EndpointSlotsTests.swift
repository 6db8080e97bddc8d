import FastCGI
import Identity
import TestServers
import Testing

@testable import FunctionKit

/// Who comes next in the line before an endpoint.
@Suite struct EndpointSlotsTests {
    private func withSlots(_ body: (EndpointSlots) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            let listener = try UnixListener("\(directory)/function.sock")
            defer { listener.close() }
            // One slot for each endpoint, and one thread that stays free.
            let server = FastCGIServer(listening: listener.descriptor, threads: 2)
            try body(EndpointSlots(parked: server.parked, threads: 2))
        }
    }

    private func queued(_ entry: EndpointSlots.Entry) throws -> ParkedRequests.ID {
        guard case .queued(let id) = entry else { throw Surprise() }
        return id
    }

    private struct Surprise: Error {}

    @Test func `tenants take turns in line, however many requests one of them sends`() throws {
        try withSlots { (slots) throws in
            let (many, few) = (EndpointSlots.Sender.tenant(TenantID()), EndpointSlots.Sender.tenant(TenantID()))
            guard case .entered = slots.enter("Start", for: many, arrived: .now) else { throw Surprise() }
            let first = try (0..<5).map { _ in try queued(slots.enter("Start", for: many, arrived: .now)) }
            let second = try (0..<2).map { _ in try queued(slots.enter("Start", for: few, arrived: .now)) }
            let stranger = try queued(slots.enter("Start", for: .address("192.0.2.1"), arrived: .now))
            for id in [first[0], second[0], stranger, first[1], second[1], first[2], first[3], first[4]] {
                slots.leave("Start")
                #expect(slots.take(id)?.hasSlot == true)
            }
        }
    }

    @Test func `who leaves the line takes no turn, and lines of other endpoints are others`() throws {
        try withSlots { (slots) throws in
            let (one, other) = (EndpointSlots.Sender.tenant(TenantID()), EndpointSlots.Sender.tenant(TenantID()))
            for name in ["Start", "Show"] {
                guard case .entered = slots.enter(name, for: one, arrived: .now) else { throw Surprise() }
            }
            let gone = try queued(slots.enter("Start", for: one, arrived: .now))
            let next = try queued(slots.enter("Start", for: other, arrived: .now))
            let elsewhere = try queued(slots.enter("Show", for: one, arrived: .now))
            #expect(slots.take(gone)?.hasSlot == false)
            slots.leave("Start")
            #expect(slots.take(next)?.hasSlot == true)
            slots.leave("Show")
            #expect(slots.take(elsewhere)?.hasSlot == true)
        }
    }

    @Test func `nobody is asked whose turn it is where there is no line`() throws {
        try withSlots { (slots) throws in
            var asked = 0
            func sender() -> EndpointSlots.Sender {
                asked += 1
                return .address("192.0.2.1")
            }
            guard case .entered = slots.enter("Start", for: sender(), arrived: .now) else { throw Surprise() }
            #expect(asked == 0)
            _ = try queued(slots.enter("Start", for: sender(), arrived: .now))
            #expect(asked == 1)
        }
    }
}
