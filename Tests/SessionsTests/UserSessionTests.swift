import Database
import Identity
import TestServers
import Testing

@testable import Sessions

@Suite struct UserSessionTests {
    @Test func `a user sees their own sessions that go on, the newest first, page by page`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let (ada, eve) = (
                try TestSession.insert(.admin, into: database), try TestSession.insert(.admin, into: database)
            )
            let store = SessionStore(database)
            let others = try (1...3).map { try add(to: ada, at: .now + .seconds($0), database) }
            let all = try store.list(of: ada.user, limit: 10).map(\.id)
            #expect(all == others.reversed() + [ada.session])
            #expect(try store.list(of: ada.user, limit: 2).map(\.id) == Array(all[..<2]))
            #expect(try store.list(of: ada.user, limit: 10, after: all[1]).map(\.id) == Array(all[2...]))
            #expect(try store.list(of: eve.user, limit: 10).map(\.id) == [eve.session])
            #expect(try store.list(of: ada.user, limit: 10, at: .now + .seconds(4_000)).isEmpty)
        }
    }

    @Test func `nobody ends the session of somebody else`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let (ada, eve) = (
                try TestSession.insert(.admin, into: database), try TestSession.insert(.admin, into: database)
            )
            let store = SessionStore(database)
            #expect(try store.end(ada.session, of: eve.user) == nil)
            #expect(try store.standing(of: ada.session, in: ada.tenant) != nil)
            #expect(try store.end(ada.session, of: ada.user) == SessionReference(ada.session, in: ada.tenant))
            #expect(try store.end(ada.session, of: ada.user) == nil)
            #expect(try store.standing(of: ada.session, in: ada.tenant) == nil)
            #expect(try store.list(of: ada.user, limit: 10).isEmpty)
        }
    }

    @Test func `all sessions end in every tenant, but for the one that is kept, and no other user's`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let (ada, eve) = (
                try TestSession.insert(.admin, into: database), try TestSession.insert(.admin, into: database)
            )
            try database.execute(
                """
                INSERT INTO members (tenant_id, user_id, role, created_at)
                VALUES (\(eve.tenant), \(ada.user), 'viewer', \(Timestamp.now))
                """)
            let elsewhere = try add(
                to: Caller(user: ada.user, tenant: eve.tenant, session: ada.session, role: .viewer), at: .now, database)
            let store = SessionStore(database)
            let ended = try store.endAll(of: ada.user, except: ada.session)
            #expect(ended == [SessionReference(elsewhere, in: eve.tenant)])
            #expect(try store.list(of: ada.user, limit: 10).map(\.id) == [ada.session])
            #expect(try store.endAll(of: ada.user) == [SessionReference(ada.session, in: ada.tenant)])
            #expect(try store.endAll(of: ada.user).isEmpty)
            #expect(try store.standing(of: eve.session, in: eve.tenant) != nil)
        }
    }

    @Test func `one session more than a user may have ends the oldest`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let ada = try TestSession.insert(.admin, into: database)
            let store = SessionStore(database)
            for number in 1..<SessionStore.userLimit - 1 { _ = try add(to: ada, at: .now + .seconds(number), database) }
            #expect(try store.makeRoom(for: ada.user).isEmpty)
            _ = try add(to: ada, at: .now + .seconds(100), database)
            #expect(try store.makeRoom(for: ada.user) == [SessionReference(ada.session, in: ada.tenant)])
            #expect(try store.makeRoom(for: ada.user).isEmpty)
            #expect(try store.list(of: ada.user, limit: 100).count == SessionStore.userLimit - 1)
        }
    }

    @Test func `what a client says of itself is cut and cleaned`() {
        #expect(SessionOrigin(address: "::1", userAgent: "curl/8\r\n\u{7F}x").userAgent == "curl/8x")
        #expect(SessionOrigin(address: nil, userAgent: String(repeating: "ä", count: 300)).userAgent?.count == 200)
        for address in ["", " ", "a b", "ä", String(repeating: "1", count: 46)] {
            #expect(SessionOrigin(address: address, userAgent: "").address == nil)
        }
        #expect(SessionOrigin(address: "", userAgent: "") == .unknown)
    }

    private func add(to caller: Caller, at time: Timestamp, _ database: Database) throws -> SessionID {
        let session = SessionID(at: time)
        try database.execute(
            """
            INSERT INTO sessions (tenant_id, id, user_id, created_at, expires_at)
            VALUES (\(caller.tenant), \(session), \(caller.user), \(time), \(Timestamp.now + .seconds(3_600)))
            """)
        return session
    }
}
