package import Database
package import Identity

/// Who is told of which API keys' ends, and has been.
///
/// All methods throw `DatabaseError`.
package struct APIKeyNoticeStore {
    /// How many days before its end people are told of a key; each time once.
    static let days = [7, 30]
    /// Keys that one look finds for each of ``days``.
    package static let batchLimit = 100
    /// The most admins who are told of a key of a service account.
    static let adminLimit = 20

    private let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// The keys whose end somebody is to be told of, of whatever tenant that works. None is told of in the first half of its life: a
    /// key of two weeks is told of once, and a shorter one not at all.
    package func due(at time: Timestamp) throws -> [APIKeyNotice] {
        var (notices, start) = ([APIKeyNotice](), time)
        for days in Self.days {
            let lead = Duration.seconds(days * 24 * 60 * 60)
            notices += try due(days, from: start, to: time + lead, life: lead * 2)
            start = time + lead
        }
        return notices
    }

    private func due(_ days: Int, from start: Timestamp, to end: Timestamp, life: Duration) throws -> [APIKeyNotice] {
        try database.query(
            """
            SELECT api_keys.tenant_id, api_keys.id, api_keys.principal_id, api_keys.name, api_keys.created_by,
                api_keys.expires_at, tenants.name AS tenant_name, service_accounts.name AS account
            FROM api_keys
            JOIN tenants ON tenants.id = api_keys.tenant_id
            LEFT JOIN service_accounts ON service_accounts.tenant_id = api_keys.tenant_id
                AND service_accounts.id = api_keys.principal_id
            WHERE api_keys.expires_at > \(start) AND api_keys.expires_at <= \(end)
                AND TIMESTAMPDIFF(SECOND, api_keys.created_at, api_keys.expires_at) >= \(life.components.seconds)
                AND tenants.suspended_at IS NULL AND tenants.delete_at IS NULL
                AND COALESCE(service_accounts.is_disabled, 0) = 0
                AND NOT EXISTS (
                    SELECT 1 FROM api_key_notices WHERE api_key_notices.tenant_id = api_keys.tenant_id
                    AND api_key_notices.key_id = api_keys.id AND api_key_notices.days = \(days)
                )
            ORDER BY api_keys.expires_at LIMIT \(Self.batchLimit)
            """
        ).map { try APIKeyNotice($0, days: days) }
    }

    /// Tells people of a key, and keeps that they were told: both, or nothing.
    ///
    /// - Parameter send: called in the transaction with each e-mail.
    /// - Returns: whether somebody was to be told still: nobody else has been faster, and the key is there.
    /// - Throws: also what `send` throws.
    package func tell(
        _ notice: APIKeyNotice, at time: Timestamp, by send: (String) throws -> Void
    ) throws -> Bool {
        try database.transaction { database in
            let first = try database.execute(
                """
                INSERT IGNORE INTO api_key_notices (tenant_id, key_id, days, sent_at)
                VALUES (\(notice.tenant), \(notice.key), \(notice.days), \(time))
                """)
            guard first == 1 else { return false }
            for email in try recipients(of: notice) { try send(email) }
            return true
        }
    }

    /// The member whose key it is. Of a service account's whoever made it, or the admins where they have gone.
    private func recipients(of notice: APIKeyNotice) throws -> [String] {
        let owner = notice.account == nil ? notice.principal : notice.createdBy
        let member = try emails("members.user_id = \(owner)", in: notice.tenant)
        guard notice.account != nil, member.isEmpty else { return member }
        return try emails(AccessChange.isAdmin, in: notice.tenant)
    }

    private func emails(_ which: SQL, in tenant: TenantID) throws -> [String] {
        try database.query(
            """
            SELECT users.email FROM members JOIN users ON users.id = members.user_id
            WHERE members.tenant_id = \(tenant) AND \(sql: which) ORDER BY members.user_id LIMIT \(Self.adminLimit)
            """
        ).map { try $0.get("email") }
    }
}
