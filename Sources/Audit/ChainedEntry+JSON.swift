internal import Identity
package import JSON
internal import TextEncodings

/// An entry as the API shows it.
extension ChainedEntry {
    package var json: JSON {
        [
            "seq": JSON(seq), "id": .string("\(entry.id)"), "at": .string("\(entry.at)"),
            "action": .string(entry.action), "outcome": .string(entry.outcome.rawValue),
            "actor": [
                "kind": .string(entry.actor.kind.rawValue), "id": JSON(entry.actor.id?.description),
                "session": JSON(entry.actor.session?.description),
            ], "target": ["kind": .string(entry.targetKind), "name": JSON(entry.targetName)],
            "address": JSON(entry.origin.address), "userAgent": JSON(entry.origin.userAgent),
            "requestId": JSON(entry.origin.requestID), "before": Self.state(entry.before),
            "after": Self.state(entry.after), "previousHash": .string(Hexadecimal.encode(previousHash)),
            "hash": .string(Hexadecimal.encode(hash)),
        ]
    }

    /// Nil for what is no entry in the form that ``json`` has.
    package init?(_ json: JSON) {
        guard let seq = json["seq"]?.int, let id = AuditEntryID(json["id"]?.string ?? ""),
            let at = Timestamp(json["at"]?.string ?? ""), let action = json["action"]?.string,
            let outcome = AuditEntry.Outcome(rawValue: json["outcome"]?.string ?? ""),
            let kind = AuditActor.Kind(rawValue: json["actor"]?["kind"]?.string ?? ""),
            let targetKind = json["target"]?["kind"]?.string,
            let previousHash = Hexadecimal.decode(json["previousHash"]?.string ?? ""),
            let hash = Hexadecimal.decode(json["hash"]?.string ?? "")
        else { return nil }
        let actor = AuditActor(
            kind: kind, id: json["actor"]?["id"]?.string.flatMap { UserID($0) },
            session: json["actor"]?["session"]?.string.flatMap { SessionID($0) })
        let origin = AuditOrigin(
            address: json["address"]?.string, userAgent: json["userAgent"]?.string,
            requestID: json["requestId"]?.string)
        self.init(
            entry: AuditEntry(
                id: id, at: at, action: action, outcome: outcome, actor: actor, targetKind: targetKind,
                targetName: json["target"]?["name"]?.string, origin: origin, before: Self.text(json["before"]),
                after: Self.text(json["after"])), seq: seq, previousHash: previousHash, hash: hash)
    }

    /// What is no JSON is shown as the text that it is: it was not written by this platform.
    private static func state(_ text: String?) -> JSON {
        guard let text else { return .null }
        return (try? JSON(parsing: text)) ?? .string(text)
    }

    private static func text(_ state: JSON?) -> String? {
        guard let state, !state.isNull else { return nil }
        return state.text
    }
}
