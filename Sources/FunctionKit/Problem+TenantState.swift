internal import Identity

extension Problem {
    /// 403 `tenant_suspended`, `tenant_deleting`: what whoever works for a tenant is answered that is not active.
    static func notServed(in state: TenantState) -> Problem {
        switch state {
        case .active:
            Problem(403, "tenant_active", "The tenant works: this is for one that does not.")
        case .suspended:
            Problem(
                403, "tenant_suspended",
                "The operator of the installation has suspended the tenant. All of it stays; ask them to resume it.")
        case .deleting:
            Problem(
                403, "tenant_deleting",
                "The tenant will be deleted. Until then an admin can bring it back: POST /api/v1/tenant/restore.")
        }
    }
}
