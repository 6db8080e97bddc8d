extension DatabaseError {
    /// When the server or the client library reported the error: this decides what its message may hold.
    enum Phase {
        case connecting
        /// No value has been sent: the message can only quote the statement.
        case preparing
        case executing
    }

    init(code: UInt32, message: String, statement: String, phase: Phase) {
        self.init(
            phase == .connecting ? .connection : Kind(code: code, message: message),
            code: Int(code), statement: statement, detail: phase == .executing ? nil : message)
    }

    /// Whether the connection is of no use any more: lost, out of step (2014), or to a server that is not the one that
    /// writes now.
    var endsConnection: Bool {
        kind == .connection || kind == .readOnly || code == 2014
    }
}

extension DatabaseError.Kind {
    /// Numbers of mysqld_error.h and errmsg.h.
    fileprivate init(code: UInt32, message: String) {
        switch code {
        case 1020, 1047, 1205, 1213: self = .retryable
        case 1062, 1169, 1586: self = .duplicateKey(name: Self.keyName(in: message))
        case 1216, 1217, 1451, 1452, 4025: self = .constraint(name: Self.constraintName(in: message))
        case 1290, 1792, 1836: self = .readOnly
        case 1021, 1041, 1114: self = .full
        case 1264, 1265, 1292, 1366, 1406, 1048: self = .invalidValue
        case 1153, 2020: self = .tooLarge
        case 1317, 1969: self = .interrupted
        case 1040, 1053, 1077...1079, 1152, 1158...1161, 1184, 1927: self = .connection
        case 2000...2009, 2012, 2013, 2026, 2027, 2055, 5013, 5014: self = .connection
        default: self = .statement
        }
    }

    /// `Duplicate entry '…' for key 'users_email'`: the entry may hold anything, so from the end.
    private static func keyName(in message: String) -> String {
        guard message.hasSuffix("'") else { return "" }
        let name = message.dropLast()
        guard let quote = name.lastIndex(of: "'") else { return "" }
        return String(name[name.index(after: quote)...])
    }

    /// ``CONSTRAINT `runs_ended` failed for …`` and ``… CONSTRAINT `members_user` FOREIGN KEY …``.
    private static func constraintName(in message: String) -> String {
        let words = message.split(separator: " ")
        guard let word = words.firstIndex(where: { $0.hasSuffix("CONSTRAINT") }), word + 1 < words.count else {
            return ""
        }
        return String(words[word + 1].drop { $0 == "`" }.prefix { $0 != "`" })
    }
}
