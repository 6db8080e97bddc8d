import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// One of several tenants, all of whose things have its mark, and who sends whatever the API's description lists.
final class IsolatedTenant: @unchecked Sendable {
    // Of one thread at a time.
    private let number: Int
    private let mark: String
    private let platform: Platform
    private let owners: Owners
    private var random: SeededGenerator
    private var client: Client
    private var listener = ""

    /// A session's end is no step that one can go on from; the platform's own tests have it.
    private static let ending: Set = ["logOut", "logOutEverywhere", "deleteAccount"]
    /// What takes a password costs a bcrypt each.
    private static let costly: Set = ["register", "logIn", "acceptInvitation", "changePassword"]

    init(_ number: Int, at platform: Platform, seed: UInt64, _ owners: Owners) throws {
        self.number = number
        self.platform = platform
        self.owners = owners
        mark = owners.marks[number]
        random = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9E37)
        client = try Client.registered(at: platform)
        try furnish()
    }

    /// One of everything, with the mark in it.
    private func furnish() throws {
        let name = mark
        try send(
            .init("POST", "/api/v1/workflows", Self.document(name, "a: {set: {mark: \(mark)}}"), "application/yaml"))
        let listen = #"a: {listen: {to: {one: {with: {type: isolation.mark}}}}}"#
        try send(.init("POST", "/api/v1/workflows", Self.document("\(name)l", listen), "application/yaml"))
        try send(.init("POST", "/api/v1/agents", ["name": .string(name), "instructions": .string(mark)]))
        try send(.init("PUT", "/api/v1/secrets/\(name)", ["value": .string(mark)]))
        try send(.init("PUT", "/api/v1/roles/\(name)", ["permissions": ["runs:read"]]))
        let invitation: JSON = ["email": .string("\(mark)@example.com"), "roles": [["role": "viewer"]]]
        try send(.init("POST", "/api/v1/invitations", invitation))
        let input: JSON = ["input": ["mark": .string(mark)]]
        try send(.init("POST", "/api/v1/workflows/\(name)/\(name)/runs", input))
        let started = try send(.init("POST", "/api/v1/workflows/\(name)/\(name)l/runs", input))
        listener = try #require(started.json["id"]?.string, "\(started.text)")
        _ = try send(.init("GET", "/api/v1/auth/me"))
    }

    /// Sends one request of the description: to things of this tenant, or to others'.
    func step() throws {
        let operations = try APIDescription.shared.get().operations
        let operation = operations[Int.random(in: 0..<operations.count, using: &random)]
        guard !Self.ending.contains(operation.id), !Self.costly.contains(operation.id) else { return }
        let isForeign = Bool.random(using: &random)
        var request = Sent(operation.method, path(of: operation, isForeign: isForeign))
        if let example = operation.examples().randomElement(using: &random), let body = example.body {
            request.type = example.type
            request.body = (example.type?.hasSuffix("json") == true ? marked(body).text : body.string ?? body.text)
        }
        let answer = try send(request, isEverybodys: operation.isOpen)
        if answer.status == 401, answer.problem == "session_ended" || answer.problem == "token_invalid" {
            // An operation has ended the session, or the tenant: the next one has the same mark.
            client = try Client.registered(at: platform)
        }
    }

    /// An event of this tenant wakes its run, as of no other.
    func checkEvent() throws {
        let event: JSON = [
            "specversion": "1.0", "id": .string(mark), "source": "/isolation", "type": "isolation.mark",
            "data": ["mark": .string(mark)],
        ]
        let sent = try send(.init("POST", "/api/v1/events", event.text, "application/cloudevents+json"))
        guard sent.status == 202 else { return }
        try Wait.until("the run of tenant \(number) has the event, or was ended before") {
            let answer = try send(.init("GET", "/api/v1/runs/\(listener)"))
            let status = try answer.json["status"]?.string ?? ""
            return answer.status != 200 || ["completed", "cancelled", "suspended"].contains(status)
        }
    }

    private func path(of operation: DescribedOperation, isForeign: Bool) -> String {
        // Who makes something names it: with another one's mark it would be this tenant's all the same.
        let isReading = ["GET", "DELETE"].contains(operation.method)
        let name =
            isForeign && isReading ? owners.marks.filter { $0 != mark }.randomElement(using: &random) ?? mark : mark
        let ids = isForeign ? owners.others(than: number) : owners.own(of: number)
        let id = ids.randomElement(using: &random) ?? UUID().uuidString.lowercased()
        return operation.parameters(in: "path").reduce(operation.path) { path, parameter in
            let isID = parameter["schema"]?["format"] == "uuid"
            return path.replacing("{\(parameter["name"]?.string ?? "")}", with: isID ? id : name)
        }
    }

    /// An example with the mark in some of its texts.
    private func marked(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): Int.random(in: 0..<3, using: &random) == 0 ? .string(mark) : .string(text)
        case .array(let items): .array(items.map(marked))
        case .object(let members): .object(members.mapValues(marked))
        default: value
        }
    }

    private struct Sent {
        let method: String
        let path: String
        var body: String?
        var type: String?

        init(_ method: String, _ path: String, _ body: String, _ type: String) {
            (self.method, self.path, self.body, self.type) = (method, path, body, type)
        }

        init(_ method: String, _ path: String, _ body: JSON? = nil) {
            (self.method, self.path, self.body) = (method, path, body?.text)
            type = body == nil ? nil : "application/json"
        }
    }

    @discardableResult
    private func send(_ request: Sent, isEverybodys: Bool = false) throws -> HTTPResponse {
        let sender = isEverybodys ? Client(url: platform.url) : client
        let answer = try sender.send(
            request.method, request.path, headers: request.type.map { [("Content-Type", $0)] } ?? [],
            body: Array((request.body ?? "").utf8))
        owners.look(
            at: answer, to: "\(request.method) \(request.path) \(request.body ?? "")", by: number, learns: !isEverybodys
        )
        return answer
    }

    private static func document(_ name: String, _ task: String) -> String {
        let namespace = name.hasSuffix("l") ? String(name.dropLast()) : name
        return "{document: {dsl: 1.0.3, namespace: \(namespace), name: \(name), version: 1.0.0}, do: [\(task)]}"
    }
}
