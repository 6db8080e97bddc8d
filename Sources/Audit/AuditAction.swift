/// What somebody did: the kind of thing, and the verb. `docs/audit.md` lists them.
package enum AuditAction: String, Sendable, CaseIterable {
    case register = "auth.register"
    case logIn = "auth.login"
    case logInFailed = "auth.login_failed"
    case logOut = "auth.logout"
    /// A refresh token came a second time, which ended its session.
    case refreshTokenReused = "auth.refresh_token_reused"
    case deployWorkflow = "workflow.deploy"
    case startRun = "run.start"
    case cancelRun = "run.cancel"
    case cancelRuns = "run.bulk_cancel"
    case suspendRun = "run.suspend"
    case resumeRun = "run.resume"
    case createAgent = "agent.create"
    case addAgentVersion = "agent.add_version"
    case putSecret = "secret.put"
    case deleteSecret = "secret.delete"
    case updatePolicy = "tenant.policy.update"
    case putRole = "role.put"
    case deleteRole = "role.delete"
    case putMemberRoles = "member.roles.put"
    case removeMember = "member.remove"
}
