/// What somebody did: the kind of thing, and the verb. `docs/audit.md` lists them.
package enum AuditAction: String, Sendable, CaseIterable {
    /// Retention has deleted the beginning of the log.
    case prune = "audit.prune"
    case register = "auth.register"
    case logIn = "auth.login"
    case logInFailed = "auth.login_failed"
    /// A wrong password or code of somebody who is signed in.
    case proofFailed = "auth.proof_failed"
    /// A right code that was used before.
    case codeReused = "auth.code_reused"
    /// Somebody who is signed in proved anew who they are.
    case stepUp = "auth.step_up"
    case logOut = "auth.logout"
    case logOutEverywhere = "auth.logout_everywhere"
    case endSession = "auth.end_session"
    case changePassword = "auth.change_password"
    /// Somebody ended their account.
    case deleteAccount = "auth.delete_account"
    case resetPassword = "auth.reset_password"
    case confirmSecondFactor = "auth.confirm_second_factor"
    case removeSecondFactor = "auth.remove_second_factor"
    /// From now on somebody signs in with a passkey too, or not any more.
    case addPasskey = "auth.add_passkey"
    case removePasskey = "auth.remove_passkey"
    /// A passkey signed whose counter had gone back: there may be a copy of it. It let nobody in.
    case passkeyCloned = "auth.passkey_cloned"
    /// A refresh token came a second time, which ended its session.
    case refreshTokenReused = "auth.refresh_token_reused"
    /// Somebody went on in another tenant of theirs.
    case switchTenant = "auth.switch_tenant"
    case createTenant = "tenant.create"
    case updateTenant = "tenant.update"
    case suspendTenant = "tenant.suspend"
    case resumeTenant = "tenant.resume"
    case updateTenantLimits = "tenant.limits.update"
    case deleteTenant = "tenant.delete"
    case restoreTenant = "tenant.restore"
    /// Somebody takes along all that the tenant has.
    case exportTenant = "tenant.export"
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
    case inviteMember = "member.invite"
    case withdrawInvitation = "member.withdraw_invitation"
    case acceptInvitation = "member.accept_invitation"
    case createServiceAccount = "service_account.create"
    case updateServiceAccount = "service_account.update"
    case putServiceAccountRoles = "service_account.roles.put"
    case deleteServiceAccount = "service_account.delete"
    case createAPIKey = "api_key.create"
    case revokeAPIKey = "api_key.revoke"
    /// An access token was given for an API key.
    case issueToken = "auth.token"
    case issueTokenFailed = "auth.token_failed"
    case putIdentityProvider = "identity_provider.put"
    case deleteIdentityProvider = "identity_provider.delete"
    /// A login with a provider made somebody a member.
    case provisionMember = "member.provision"
    /// A login with a provider gave a member other roles.
    case mapMemberRoles = "member.roles.map"
    case linkIdentity = "auth.link_identity"
    case unlinkIdentity = "auth.unlink_identity"
}
