internal import Database

extension DatabaseError {
    /// Whether what went wrong is no tenant's own: it would go wrong with the next one too.
    var concernsAll: Bool {
        switch kind {
        case .connection, .commitUnknown, .readOnly, .full, .deadline: true
        default: false
        }
    }
}
