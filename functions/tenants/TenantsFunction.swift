internal import FunctionKit
internal import Identity
internal import Members
internal import Policies
internal import Sessions
internal import Tenants

/// What holds for a whole tenant: its policy, its members and their roles.
@main
struct TenantsFunction: Function {
    static let name = "tenants"

    static let endpointTypes: [any Endpoint.Type] = [
        ShowTenant.self, UpdateTenant.self, DeleteTenant.self, RestoreTenant.self, ShowTenantLimits.self,
        ShowTenantPolicy.self, UpdateTenantPolicy.self,
        PutRole.self, ListRoles.self, ShowRole.self, DeleteRole.self,
        ListMembers.self, PutMemberRoles.self, ShowMember.self, RemoveMember.self,
        InviteMember.self, ListInvitations.self, WithdrawInvitation.self,
        CreateServiceAccount.self, ListServiceAccounts.self, PutServiceAccountRoles.self, ShowServiceAccount.self,
        UpdateServiceAccount.self, DeleteServiceAccount.self,
        CreateAPIKey.self, ListAPIKeys.self, ShowAPIKey.self, RevokeAPIKey.self,
    ]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        let policies = PolicyStore(
            database: resources.database,
            installation: try InstallationPolicy(environment: resources.environment.variables))
        let roles = RoleStore(database: resources.database)
        let members = MemberStore(database: resources.database)
        let invitations = InvitationStore(database: resources.database)
        let live = LiveSessions(resources.redis)
        let accounts = ServiceAccountStore(database: resources.database)
        let keys = APIKeyStore(database: resources.database)
        let tenants = TenantStore(database: resources.database)
        return [
            ShowTenant(tenants: tenants), UpdateTenant(tenants: tenants),
            DeleteTenant(
                tenants: tenants, live: live,
                days: try resources.environment.count(
                    "TENANT_DELETION_DAYS", in: TenantStore.deletionDaysRange, else: TenantStore.deletionDays)),
            RestoreTenant(tenants: tenants, members: members, live: live),
            ShowTenantLimits(
                tenants: tenants,
                storage: StorageQuota(
                    resources.database,
                    standard: try resources.environment.count(StorageQuota.variable, in: StorageQuota.range)),
                live: live,
                requestsPerDay: try resources.environment.count(
                    TenantRates.requestsPerDayVariable, in: TenantRates.dayRange)),
            ShowTenantPolicy(policies: policies), UpdateTenantPolicy(policies: policies),
            PutRole(roles: roles, live: live), ListRoles(roles: roles), ShowRole(roles: roles),
            DeleteRole(roles: roles, live: live),
            ListMembers(members: members), ShowMember(members: members),
            PutMemberRoles(members: members, live: live), RemoveMember(members: members, live: live),
            InviteMember(invitations: invitations), ListInvitations(invitations: invitations),
            WithdrawInvitation(invitations: invitations),
            CreateServiceAccount(accounts: accounts), ListServiceAccounts(accounts: accounts),
            ShowServiceAccount(accounts: accounts), UpdateServiceAccount(accounts: accounts, live: live),
            PutServiceAccountRoles(accounts: accounts, live: live),
            DeleteServiceAccount(accounts: accounts, live: live),
            CreateAPIKey(keys: keys), ListAPIKeys(keys: keys), ShowAPIKey(keys: keys),
            RevokeAPIKey(keys: keys, live: live),
        ]
    }
}
