import Glibc

/// The log of the host (syslog, the journal), for what the operator does that is about no tenant: the audit logs are tenants'.
enum HostLog {
    private static let name = "intelligentic"

    /// - Parameter text: without secrets.
    static func note(_ text: String) {
        name.withCString { name in
            openlog(name, LOG_PID, LOG_AUTHPRIV)
            defer { closelog() }
            withVaList([strdup(text)].compactMap { $0 }) { arguments in vsyslog(LOG_NOTICE, "%s", arguments) }
        }
    }
}
