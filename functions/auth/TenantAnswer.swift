internal import Accounts
internal import Identity

/// A tenant in answers.
struct TenantAnswer: Encodable {
    let id: TenantID
    let name: String

    init(_ tenant: Tenant) {
        id = tenant.id
        name = tenant.name
    }
}
