internal import Audit
internal import FunctionKit
internal import Identity
internal import TextEncodings

extension Request {
    /// The most characters of the parameter `action`.
    static let actionLimit = 64
    static let actionPattern = "^[a-z_.]+[*]?$"
    static let targetPattern = {
        let kinds = AuditTarget.Kind.allCases.map(\.rawValue).joined(separator: "|")
        return "^(\(kinds))(:[A-Za-z0-9./_-]{1,\(AuditTarget.nameLimit)})?$"
    }()

    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    func auditFilter() throws(Problem) -> AuditFilter {
        var filter = AuditFilter()
        if let text = query("actor") {
            guard let actor = UserID(text) else { throw Self.wrong("actor", "the id of a user") }
            filter.actor = actor
        }
        if let text = query("action") {
            let name = text.hasSuffix("*") ? String(text.dropLast()) : text
            guard !name.isEmpty, text.utf8.count <= Self.actionLimit, name.utf8.allSatisfy(Self.isActionByte) else {
                throw Self.wrong("action", "an action such as run.cancel, or the beginning of one such as run.*")
            }
            if name == text { filter.action = name } else { filter.actionPrefix = name }
        }
        if let text = query("target") {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let isName = parts.count == 1 || Self.isTargetName(parts[1])
            guard AuditTarget.Kind(rawValue: parts[0]) != nil, isName else {
                let kinds = AuditTarget.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.wrong("target", "KIND or KIND:NAME, the kind one of \(kinds)")
            }
            filter.targetKind = parts[0]
            if parts.count > 1 { filter.targetName = parts[1] }
        }
        filter.from = try time("from")
        filter.to = try time("to")
        return filter
    }

    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    func auditOrder(else standard: AuditLogStore.Order) throws(Problem) -> AuditLogStore.Order {
        try choice("order", of: AuditLogStore.Order.self) ?? standard
    }

    /// The number of the last entry of the page before.
    ///
    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    func seq() throws(Problem) -> Int? {
        guard let text = query("cursor") else { return nil }
        guard let seq = Int(text), seq >= 0, text == "\(seq)" else {
            throw Self.wrong("cursor", "the nextCursor of the answer before")
        }
        return seq
    }

    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    func exportLimit() throws(Problem) -> Int {
        guard let text = query("limit") else { return ExportAuditEntries.pageLimit }
        guard let number = Int(text), (1...ExportAuditEntries.pageLimit).contains(number), text == "\(number)" else {
            throw Self.wrong("limit", "a number from 1 to \(ExportAuditEntries.pageLimit)")
        }
        return number
    }

    /// - Throws: a ``Problem`` 400 `invalid_parameter`.
    func choice<T: RawRepresentable<String> & CaseIterable>(_ name: String, of: T.Type) throws(Problem) -> T? {
        guard let text = query(name) else { return nil }
        guard let choice = T(rawValue: text) else {
            throw Self.wrong(name, "one of \(T.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    /// The query of the page after an entry.
    func exportQuery(after seq: Int) -> String {
        let names = ([.format] + .auditFilter + [.order, .exportCount]).map(\.name)
        let members = names.compactMap { name in
            query(name).map { "\(name)=\(PercentEncoding.encode($0))" }
        }
        return "?" + (members + ["cursor=\(seq)"]).joined(separator: "&")
    }

    private func time(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = query(name) else { return nil }
        guard let time = Timestamp(text) else { throw Self.wrong(name, "a time such as 2026-11-24T00:00:00Z") }
        return time
    }

    private static func isActionByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    /// Of names and ids that the platform gives or takes.
    private static func isTargetName(_ text: String) -> Bool {
        (1...AuditTarget.nameLimit).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static func wrong(_ name: String, _ expected: String) -> Problem {
        Problem(400, "invalid_parameter", "\(name): expected \(expected).")
    }
}
