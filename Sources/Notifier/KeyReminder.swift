import Database
import Identity
import Mail
import Members

/// Puts mail into the outbox for who has to know that an API key ends.
struct KeyReminder {
    /// Between two looks, where all are told.
    static let interval = Duration.seconds(600)
    /// For how long it is tried to tell somebody.
    private static let lifetime = Duration.seconds(24 * 60 * 60)

    private let notices: APIKeyNoticeStore
    private let outbox: MailOutbox

    init(_ database: Database, _ outbox: MailOutbox) {
        notices = APIKeyNoticeStore(database)
        self.outbox = outbox
    }

    /// - Returns: whether there may be more.
    func look(at time: Timestamp = .now) throws -> Bool {
        let due = try notices.due(at: time)
        for notice in due {
            let mail = OutgoingMail.apiKeyEnds(
                id: notice.key.description, name: notice.name, account: notice.account, tenant: notice.tenantName,
                days: notice.days, time: notice.expiresAt.description)
            _ = try notices.tell(notice, at: time) { email in
                try outbox.put(mail, to: email, lifetime: Self.lifetime, at: time)
            }
        }
        return due.count >= APIKeyNoticeStore.batchLimit
    }
}
