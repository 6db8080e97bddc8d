import CallAuthentication
import Foundation
import HTTPClient
import Identity
import JSON
import Testing

/// The end of one call, waited for. Sendable by proof: `ends` is read and written under `changed`.
final class Call: @unchecked Sendable {
    private static let limit: TimeInterval = 20
    private let changed = NSCondition()
    private var ends: [Result<HTTPResponse, CallError>] = []

    func end(_ result: Result<HTTPResponse, CallError>) {
        changed.withLock {
            ends.append(result)
            changed.broadcast()
        }
    }

    /// Waits; a call that ends twice is a failure.
    func result() throws -> Result<HTTPResponse, CallError> {
        let end = Date(timeIntervalSinceNow: Self.limit)
        return try changed.withLock {
            while ends.isEmpty { try #require(changed.wait(until: end), "no end within \(Self.limit) s") }
            #expect(ends.count == 1)
            return ends[0]
        }
    }
}

extension AuthenticatedSender {
    /// Sends and waits.
    func answer(
        _ request: HTTPRequest, as authentication: ResolvedAuthentication, for tenant: TenantID = TenantID()
    ) throws -> HTTPResponse {
        let call = Call()
        send(request, as: authentication, for: tenant) { call.end($0) }
        return try call.result().get()
    }

    /// The text of the error by which a call must end.
    func failure(
        _ request: HTTPRequest, as authentication: ResolvedAuthentication, for tenant: TenantID = TenantID()
    ) throws -> String {
        let error = try #require(throws: CallError.self) { try answer(request, as: authentication, for: tenant) }
        guard case .authentication(let error) = error else { return "no authentication error: \(error)" }
        return error.description
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON? { try? JSON(parsing: body) }
}
