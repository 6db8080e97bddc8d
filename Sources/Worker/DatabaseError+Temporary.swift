import Database

extension DatabaseError {
    /// Whether the same transaction may succeed later: the database is away, busy, read-only or full.
    var isTemporary: Bool {
        switch kind {
        case .connection, .commitUnknown, .retryable, .readOnly, .full, .interrupted, .deadline: true
        case .duplicateKey, .constraint, .invalidValue, .tooLarge, .unexpectedValue, .statement: false
        }
    }

    var isDuplicateKey: Bool {
        if case .duplicateKey = kind { true } else { false }
    }
}
