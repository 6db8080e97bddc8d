internal import FunctionKit

extension Problem {
    static let policyInvalid = Problem(
        422, "policy_invalid", "The policy is not valid, or more than this installation permits; see errors.")
}
