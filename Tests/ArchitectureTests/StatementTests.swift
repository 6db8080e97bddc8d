import Foundation
import Testing

/// Every statement on a table of tenants says whose rows it means, or stands here with the reason why not.
struct StatementTests {
    private struct Statement {
        let file: String
        /// With single spaces.
        let text: String
        let tables: [String]

        /// Whether it binds a tenant's id, and mentions it for each of its tables.
        var isOfOneTenant: Bool {
            if let insert = text.firstMatch(of: /INSERT (?:IGNORE )?INTO \w+ ?\(([^)]*)\) ?VALUES/) {
                return insert.1.contains("tenant_id")
            }
            return text.contains(#"tenant_id = \("#) && text.ranges(of: "tenant_id").count >= tables.count
        }
    }

    /// Why some do not, and which: the beginnings of statements by the name of their file.
    private static let exceptions: [(reason: String, statements: [String: [String]])] = [
        (
            "A worker works for all tenants: it goes by the ids of runs that it claimed or was told, or by its own.",
            [
                "RunClaimStore+Lines": [
                    "(SELECT tenant_id FROM runs FORCE INDEX (runs_li",
                    "SELECT tenant_id, concurrent_runs, FALSE AS is_i",
                    "SELECT r.tenant_id AS tenant_id, COUNT(*) AS hel",
                    "SELECT tenant_id FROM run_lines WHERE tenant_id",
                    "SELECT id, status, input_bytes FROM runs FORCE I",
                ],
                "RunClaimStore+Plan": [
                    "(SELECT tenant_id, id, FALSE AS is_waiting FROM",
                    "UPDATE runs SET status = 'running', wake_at = NU",
                ],
                "RunClaimStore": [
                    "UPDATE runs FORCE INDEX (runs_id) SET worker_id",
                    "SELECT id FROM runs WHERE status = 'running' AND",
                    "UPDATE runs SET worker_id = NULL, worker_epoch =",
                    "SELECT id, cancel_requested_at IS NOT NULL AS is",
                    "SELECT 1 FROM runs WHERE worker_id IS NULL AND j",
                    "SELECT tenant_id, id, workflow_version_id, input",
                ],
                "RunInboxStore": [
                    "SELECT tenant_id, run_id FROM run_inbox WHERE", "DELETE FROM run_inbox WHERE",
                    "SELECT 1 FROM run_inbox WHERE run_id =",
                ],
                "RunStore+Ends": ["SELECT tenant_id, id FROM runs WHERE id IN"],
                "WorkerLeaseStore": ["UPDATE runs SET status = IF("],
            ]
        ),
        (
            "Age counts, of whatever tenant: the rows go.",
            [
                "AccountStore+SecondFactor": ["DELETE FROM login_challenges WHERE expires_at <"],
                "AccountStore+SessionEnds": [
                    "DELETE FROM refresh_tokens WHERE expires_at <", "DELETE FROM sessions WHERE expires_at <",
                ],
                "AuditRetentionStore": ["SELECT c.tenant_id AS tenant_id, COALESCE( (SELE"],
                "EventRetentionStore": ["DELETE FROM events WHERE dispatched_at < UTC_TIM"],
                "IdempotencyStore": ["DELETE FROM idempotency_keys WHERE expires_at <"],
                "ProviderLogInStore": ["DELETE FROM provider_logins WHERE expires_at <"],
                "RunRetentionStore": [
                    "SELECT id FROM runs WHERE ended_at < UTC_TIMESTA", "DELETE FROM journal", "DELETE FROM run_tasks",
                    "DELETE FROM run_inbox", "DELETE FROM event_subscriptions", "DELETE FROM run_snapshots",
                    "DELETE FROM runs WHERE id IN", "SELECT tenant_id, bytes FROM run_sizes WHERE run",
                    "DELETE FROM run_sizes WHERE run_id IN",
                ],
            ]
        ),
        (
            "The janitor counts for all tenants, by the ids of runs that it found with their tenants.",
            [
                "StorageCountStore": [
                    "SELECT r.tenant_id AS tenant_id, r.id AS id, r.e",
                    "SELECT run_id, bytes FROM run_sizes WHERE run_id",
                    "SELECT r.tenant_id AS tenant_id, r.id AS id, \\(",
                    "DELETE FROM run_sizes WHERE run_id IN", "CAST(COALESCE(r.input_bytes,",
                ]
            ]
        ),
        (
            "A number for the operator, of all tenants together.",
            [
                "AuditBacklogStore": ["SELECT COUNT(*) AS waiting FROM (SELECT 1 FROM a"],
                "RunLoadStore": [
                    "SELECT COUNT(*) AS count FROM runs WHERE", "SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, cr",
                ],
            ]
        ),
        (
            "Finds the tenants that there is work for; the next statement names each.",
            [
                "APIKeyNoticeStore": ["SELECT api_keys.tenant_id, api_keys.id, api_key"],
                "AuditAppender": ["SELECT DISTINCT tenant_id FROM audit_intake"],
                "EventDispatchStore": ["SELECT tenant_id, id FROM events WHERE dispatche"],
                "RunClaimStore": ["SELECT id FROM ( SELECT id FROM tenants WHERE su"],
            ]
        ),
        (
            "A part of statements that name the tenant beside it.",
            [
                "AccessChange": ["( EXISTS ( SELECT 1 FROM role_assignments"],
                "MemberStore": ["SELECT members.user_id AS user_id, members.role"],
                "RunStore+Rows": [
                    "FROM runs r JOIN workflow_versions v ON v.tenant",
                    "LEFT JOIN runs c ON c.tenant_id = t.tenant_id AN",
                ],
                "RunCommitStore+Endings": ["UPDATE runs FORCE INDEX (runs_id) SET"],
                "RunStore+Suspend": ["UPDATE runs FORCE INDEX (runs_id) SET"],
                "ServiceAccountStore": ["SELECT id, name, is_disabled, created_by, create"],
                "TenantTable+All": ["DELETE FROM "],
                "UsageStore": ["(SELECT SUM(u.cost) FROM usage_records u WHERE u"],
                "WorkflowStore+Order": [
                    "EXISTS (SELECT 1 FROM workflow_versions n WHERE",
                    "v.precedence <=> (SELECT MAX(n.precedence) FROM",
                ],
                "WorkflowStore+Rows": ["FROM workflow_versions v JOIN workflows w ON w.t"],
            ]
        ),
        (
            "The columns and values, the tenant among them, stand in AuditEntry+Rows.",
            [
                "AuditChain+Rows": ["INSERT INTO audit_log ("],
                "AuditStore": ["INSERT INTO audit_intake ("],
            ]
        ),
        (
            "Of the operator, on the host, who looks after all tenants.",
            [
                "AccountStore+Restore": ["UPDATE sessions SET ended_at ="],
                "IdentityProviderStore+Rewrap": [
                    "SELECT DISTINCT key_id FROM identity_providers",
                    "SELECT tenant_id, name, issuer, key_id, nonce, c",
                ],
                "StorageExamination": ["SELECT DISTINCT key_id FROM secrets"],
                "SecretRewrapStore": [
                    "SELECT key_id, COUNT(*) AS count FROM secrets GR",
                    "SELECT tenant_id, id, name, nonce, ciphertext FR",
                ],
            ]
        ),
        (
            "Somebody who is not signed in yet: 256 random bits name the row, and its tenant.",
            [
                "AccountStore+SecondFactor": [
                    "SELECT login_challenges.user_id, login_challenge",
                    "DELETE FROM login_challenges WHERE token_hash =",
                ],
                "AccountStore+Sessions": [
                    "SELECT 1 AS issued FROM refresh_tokens WHERE tok", "UPDATE refresh_tokens SET used_at =",
                    "SELECT tenant_id, session_id, expires_at FROM re",
                ],
                "InvitationStore": [
                    "SELECT", "UPDATE invitations SET failures = failures + 1 W",
                    "DELETE FROM invitations WHERE token_hash =",
                ],
                "ProviderLogInStore": ["DELETE FROM provider_logins WHERE state_hash ="],
            ]
        ),
        (
            "What it inserts is the tenant's own row, found by its id.",
            ["TenantRemoval": ["INSERT IGNORE INTO deleted_tenants"]]
        ),
        (
            "A person is a member of several tenants: the caller is the user whose rows they are.",
            [
                "AccountStore+Deletion": ["DELETE FROM sessions WHERE user_id ="],
                "AccountStore+LogIn": ["SELECT users.id AS user_id, users.email, tenants"],
                "AccountStore+Password": ["SELECT tenants.name FROM members JOIN tenants ON"],
                "AccountStore+Proof": ["UPDATE sessions SET restriction ="],
                "AccountStore+SecondFactor": [
                    "DELETE FROM login_challenges WHERE user_id =", "DELETE FROM provider_logins WHERE user_id =",
                ],
                "MemberStore+Departure": ["SELECT tenant_id FROM members WHERE user_id ="],
                "SessionStore+User": [
                    "SELECT sessions.id, sessions.tenant_id, tenants.",
                    "SELECT tenant_id FROM sessions WHERE user_id =", "SELECT id FROM sessions WHERE user_id =",
                    "UPDATE sessions SET ended_at =", "SELECT tenant_id, id FROM sessions WHERE user_id",
                ],
                "TenantRemoval+Members": ["SELECT 1 AS found FROM members WHERE user_id ="],
                "TenantStore": ["SELECT", "SELECT COUNT(*) AS count FROM members WHERE user"],
                "UserIdentityStore": ["DELETE FROM user_identities WHERE user_id ="],
            ]
        ),
    ]

    @Test func `every statement on a table of tenants binds a tenant, or says why not`() throws {
        let package = try PackageDescription.current.get()
        let tables = try Self.tables(of: package.text(of: "sql/schema.sql"))
        #expect(tables.count > 20 && tables.contains("runs") && !tables.contains("users"))
        var (count, used) = (0, Set<String>())
        for target in package.targets where !target.isTest && !target.path.hasPrefix("Benchmarks") {
            for file in package.files(of: target) {
                for statement in Self.statements(in: try package.text(of: file), file: file, on: tables) {
                    count += 1
                    guard !statement.isOfOneTenant else { continue }
                    let name = String(file.split(separator: "/").last?.dropLast(".swift".count) ?? "")
                    let known = Self.exceptions.flatMap { $0.statements[name] ?? [] }.filter(statement.text.hasPrefix)
                    #expect(
                        !known.isEmpty,
                        "\(file): bind a tenant_id, or name the reason in StatementTests: \(statement.text.prefix(200))"
                    )
                    for start in known { used.insert("\(name): \(start)") }
                }
            }
        }
        #expect(count > 150)
        let listed = Self.exceptions.flatMap {
            $0.statements.flatMap { name, starts in starts.map { "\(name): \($0)" } }
        }
        #expect(Set(listed).subtracting(used).sorted() == [], "exceptions that nothing needs any more")
    }

    @Test func `a statement that forgets the tenant is noticed`() {
        func forgets(_ code: String) -> Bool {
            Self.statements(in: code, file: "x", on: ["runs", "workflows"]).contains { !$0.isOfOneTenant }
        }
        #expect(forgets(#"db.query("SELECT id FROM runs WHERE id = \(id)")"#))
        #expect(
            forgets(#"db.query("SELECT r.id FROM runs r JOIN workflows w USING (id) WHERE r.tenant_id = \(tenant)")"#))
        #expect(forgets(#"db.query("INSERT INTO runs (id) VALUES (\(id))")"#))
        #expect(forgets("db.query(\"\"\"\n    DELETE FROM\n    runs WHERE tenant_id = id\n\"\"\")"))
        #expect(!forgets(#"db.query("UPDATE runs SET a = \(f("b")) WHERE tenant_id = \(tenant)")"#))
        #expect(!forgets(#"db.query("INSERT INTO runs (tenant_id, id) VALUES (\(tenant), \(id))")"#))
        #expect(!forgets(#"db.query("SELECT id FROM users") // FROM runs"#))
    }

    /// Those with a column for the tenant.
    private static func tables(of schema: String) -> Set<String> {
        Set(
            schema.components(separatedBy: "CREATE TABLE `").dropFirst().filter { $0.contains("\n  `tenant_id`") }
                .map { String($0.prefix { $0 != "`" }) })
    }

    private static func statements(in code: String, file: String, on tables: Set<String>) -> [Statement] {
        SwiftLiterals.read(code).compactMap { literal in
            let text = literal.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let named = text.matches(of: /\b(?:FROM|JOIN|INTO|UPDATE) (\w+)/).map { String($0.1) }
            let own = named.filter(tables.contains)
            return own.isEmpty ? nil : Statement(file: file, text: text, tables: own)
        }
    }
}
