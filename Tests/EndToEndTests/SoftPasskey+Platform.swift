import Database
import TestServers

extension SoftPasskey {
    /// A platform with somebody who has a browser, and a folder for others.
    static func run(
        variables: [String: String] = [:],
        _ body: (_ platform: Platform, _ ada: SecondFactorPerson, _ passkey: SoftPasskey, _ folder: String) throws ->
            Void
    ) throws {
        try TestServers.temporaryDirectory { folder in
            try Platform.run(variables: variables) { (platform) throws in
                let ada = try SecondFactorPerson(at: platform.url)
                try body(platform, ada, SoftPasskey(in: folder, "ada", ada.client), folder)
            }
        }
    }

    /// How often something stands in the audit logs.
    static func count(_ action: String, _ platform: Platform) throws -> Int {
        let row = try Database(platform.database).first(
            "SELECT COUNT(*) AS found FROM audit_log WHERE action = \(action)")
        return try row?.get("found") ?? 0
    }
}
