import JSON

/// The entries of the audit log as the API shows them, the oldest first, read page by page.
struct AuditPages {
    let platform: Platform
    var query: [(String, String?)] = []

    func forEach(_ body: (JSON) throws -> Void) throws {
        var cursor: String?
        repeat {
            let page = try platform.get(
                AuditCommands.path + "/export", query + [("order", "oldest"), ("cursor", cursor)])
            try page["items"]?.array?.forEach(body)
            cursor = page["nextCursor"]?.string
        } while cursor != nil
    }
}
