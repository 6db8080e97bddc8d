internal import AccessTokens
internal import Accounts
internal import Encryption
internal import FunctionKit
internal import IdentityProviders
internal import Mail
internal import Members
internal import Policies
internal import Sessions
internal import Tenants
internal import WebAuthn

/// Who people are: registration, sessions, and the keys that prove them. Without it nobody can work, so it also says whether
/// the platform does.
@main
struct AuthFunction: Function {
    static let name = "auth"

    static let endpointTypes: [any Endpoint.Type] = [
        Register.self, LogIn.self, RefreshSession.self, ShowCaller.self, LogOut.self, ShowKeys.self,
        ShowHealth.self, AcceptInvitation.self,
        BeginSecondFactor.self, ConfirmSecondFactor.self, RemoveSecondFactor.self, CompleteLogIn.self, StepUp.self,
        LogOutEverywhere.self, ListSessions.self, EndSession.self, ChangePassword.self,
        VerifyEmail.self, RequestPasswordReset.self, ConfirmPasswordReset.self,
        BeginPasskeyLogIn.self, LogInWithPasskey.self, BeginProof.self,
        BeginPasskey.self, AddPasskey.self, ListPasskeys.self, RemovePasskey.self,
        IssueToken.self,
        CreateTenant.self, ListTenants.self, SwitchTenant.self,
        PutIdentityProvider.self, ListIdentityProviders.self, ShowIdentityProvider.self, DeleteIdentityProvider.self,
        BeginProviderLogIn.self, CompleteProviderLogIn.self, LinkIdentity.self, ListIdentities.self,
        UnlinkIdentity.self, FinishProviderLogIn.self, DeleteAccount.self,
    ]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        let live = LiveSessions(resources.redis)
        let sessions = SessionStore(resources.database)
        let keys = try KeyRing(contentsOf: resources.environment.required("SECRETS_KEY_FILE"))
        let mail = MailOutbox(resources.database, keys: keys)
        let accounts = AccountStore(
            resources.database, pepper: PepperStore(resources.database, keys: keys), mail: mail)
        let factors = SecondFactorStore(resources.database, keys: keys)
        let party = resources.environment["PUBLIC_URL"].flatMap(RelyingParty.init)
        let proofs = ProofCheck(
            accounts: accounts, factors: factors, passkeys: PasskeyStore(resources.database, for: party))
        let verification = try EmailVerification(resources.environment)
        let signer = try AccessTokenSigner(
            keyFile: resources.environment.required("JWT_PRIVATE_KEY_FILE"),
            publishedIn: resources.environment.required("JWT_JWKS_FILE"))
        return [
            Register(accounts: accounts, signer: signer, verification: verification, mail: mail),
            LogIn(accounts: accounts, live: live, signer: signer),
            RefreshSession(accounts: accounts, live: live, signer: signer),
            LogOut(accounts: accounts, live: live),
            LogOutEverywhere(accounts: accounts, sessions: sessions, live: live),
            ChangePassword(accounts: accounts, live: live),
            CompleteLogIn(accounts: accounts, live: live, signer: signer, factors: factors),
            BeginSecondFactor(proofs: proofs),
            ConfirmSecondFactor(accounts: accounts, factors: factors, live: live),
            RemoveSecondFactor(proofs: proofs, sessions: sessions, live: live),
            StepUp(proofs: proofs, live: live, signer: signer),
            VerifyEmail(accounts: accounts, signer: signer),
            RequestPasswordReset(accounts: accounts, mail: mail),
            ConfirmPasswordReset(accounts: accounts, live: live),
            CreateTenant(tenants: TenantStore(database: resources.database)),
            ListTenants(tenants: TenantStore(database: resources.database), sessions: sessions),
            SwitchTenant(accounts: accounts, live: live, signer: signer),
            ListSessions(sessions: sessions),
            EndSession(sessions: sessions, live: live),
            ShowCaller(accounts: accounts, keys: APIKeyStore(database: resources.database)),
            IssueToken(accounts: accounts, sessions: sessions, signer: signer),
            ShowKeys(keys: resources.tokens),
            AcceptInvitation(
                invitations: InvitationStore(database: resources.database), accounts: accounts, live: live,
                signer: signer,
                verification: verification),
            ShowHealth(database: resources.database, redis: resources.redis),
        ] + passkeyEndpoints(resources, proofs, signer) + (try providerEndpoints(resources, keys, accounts, signer))
    }

    /// Logins with passkeys.
    private static func passkeyEndpoints(
        _ resources: Resources, _ proofs: ProofCheck, _ signer: AccessTokenSigner
    ) -> [any Endpoint] {
        let (accounts, passkeys) = (proofs.accounts, proofs.passkeys)
        let live = LiveSessions(resources.redis)
        return [
            BeginPasskeyLogIn(accounts: accounts, passkeys: passkeys),
            LogInWithPasskey(accounts: accounts, passkeys: passkeys, live: live, signer: signer),
            BeginProof(passkeys: passkeys),
            BeginPasskey(accounts: accounts, passkeys: passkeys),
            AddPasskey(accounts: accounts, passkeys: passkeys, factors: proofs.factors, live: live),
            ListPasskeys(passkeys: passkeys),
            RemovePasskey(
                accounts: accounts, passkeys: passkeys, sessions: SessionStore(resources.database), live: live),
        ]
    }

    /// Logins with identity providers.
    private static func providerEndpoints(
        _ resources: Resources, _ keys: KeyRing, _ accounts: AccountStore, _ signer: AccessTokenSigner
    ) throws -> [any Endpoint] {
        let database = resources.database
        let providers = IdentityProviderStore(database, keys: keys)
        let identities = UserIdentityStore(database)
        let conversation = ProviderConversation(
            providers: providers, logIns: ProviderLogInStore(database),
            policies: PolicyStore(
                database: database,
                installation: try InstallationPolicy(environment: resources.environment.variables)),
            redirects: RedirectRule(resources.environment))
        let completion = CompleteProviderLogIn(
            conversation: conversation, admission: Admission(database, accounts: accounts), accounts: accounts,
            live: LiveSessions(resources.redis), signer: signer)
        return [
            PutIdentityProvider(providers: providers, roles: ProvidedRoleStore(database: database)),
            ListIdentityProviders(providers: providers), ShowIdentityProvider(providers: providers),
            DeleteIdentityProvider(providers: providers),
            BeginProviderLogIn(conversation: conversation), LinkIdentity(conversation: conversation),
            completion, FinishProviderLogIn(completion: completion),
            ListIdentities(identities: identities), UnlinkIdentity(identities: identities),
            DeleteAccount(
                accounts: accounts, members: MemberStore(database: database), identities: identities,
                live: LiveSessions(resources.redis)),
        ]
    }
}
