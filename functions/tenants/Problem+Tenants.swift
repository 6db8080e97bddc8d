internal import FunctionKit

extension Problem {
    static let tenantNotFound = Problem(404, "tenant_not_found", "The tenant has been deleted.")
    static let nameMismatch = Problem(
        422, "name_mismatch", "To delete the tenant, say its name, letter by letter: `name` in the query.")
    static let tenantNotDeleting = Problem(
        409, "tenant_not_deleting", "Nobody has asked for the deletion of the tenant: there is nothing to bring back.")
    static let deletionHasBegun = Problem(
        409, "deletion_has_begun", "The tenant is being deleted: nothing brings it back.")

    static let policyInvalid = Problem(
        422, "policy_invalid", "The policy is not valid, or more than this installation permits; see errors.")
}
