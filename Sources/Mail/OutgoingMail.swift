internal import JSON

/// A message to a person, as what it says; the words are the sender's.
package enum OutgoingMail: Sendable, Hashable {
    /// Prove that this e-mail is yours. To an e-mail that somebody has already: somebody tried to register with it.
    case emailVerification(token: String)
    /// Choose a new password. To an e-mail that nobody has: nothing is sent.
    case passwordReset(token: String)
    /// Your password was changed, and your other sessions have ended.
    case passwordChanged
    /// The operator gave you another password, and took your second factor away.
    case passwordSetByOperator
    /// Logins ask for a code from now on.
    case secondFactorOn
    /// Logins ask for the password only from now on.
    case secondFactorOff
    /// Somebody signed in with a recovery code; so many are left.
    case recoveryCodeUsed(left: Int)
    /// Somebody sent a code that was used before.
    case codeReused
    /// A passkey was registered.
    case passkeyAdded
    case passkeyRemoved
    /// A passkey signed whose counter had gone back: there may be a copy of it.
    case passkeyCloned
    /// Somebody signed in from a place that was not known.
    case newSignIn(address: String, program: String, time: String)
    /// Whom an identity provider of a tenant names is you from now on.
    case identityLinked(provider: String, tenant: String)
    /// Your account is gone.
    case accountDeleted
    /// An API key ends in so many days: the receiver's own one, or a service account's.
    case apiKeyEnds(id: String, name: String, account: String?, tenant: String, days: Int, time: String)

    /// In the table, and in logs.
    package var kind: String {
        switch self {
        case .emailVerification: "email-verification"
        case .passwordReset: "password-reset"
        case .passwordChanged: "password-changed"
        case .passwordSetByOperator: "password-set-by-operator"
        case .secondFactorOn: "second-factor-on"
        case .secondFactorOff: "second-factor-off"
        case .recoveryCodeUsed: "recovery-code-used"
        case .codeReused: "code-reused"
        case .passkeyAdded: "passkey-added"
        case .passkeyRemoved: "passkey-removed"
        case .passkeyCloned: "passkey-cloned"
        case .newSignIn: "new-sign-in"
        case .identityLinked: "identity-linked"
        case .accountDeleted: "account-deleted"
        case .apiKeyEnds: "api-key-ends"
        }
    }

    /// What the text is filled with.
    var parameters: JSON {
        switch self {
        case .emailVerification(let token), .passwordReset(let token): ["token": .string(token)]
        case .recoveryCodeUsed(let left): ["left": JSON(left)]
        case .newSignIn(let address, let program, let time):
            ["address": .string(address), "program": .string(program), "time": .string(time)]
        case .identityLinked(let provider, let tenant):
            ["provider": .string(provider), "tenant": .string(tenant)]
        case .apiKeyEnds(let id, let name, let account, let tenant, let days, let time):
            [
                "id": .string(id), "name": .string(name), "account": JSON(account), "tenant": .string(tenant),
                "days": JSON(days), "time": .string(time),
            ]
        case .passwordChanged, .passwordSetByOperator, .secondFactorOn, .secondFactorOff, .codeReused, .passkeyAdded,
            .passkeyRemoved, .passkeyCloned, .accountDeleted:
            [:]
        }
    }

    /// Nil: a newer version wrote it.
    init?(kind: String, parameters: JSON) {
        let token = parameters["token"]?.string
        switch kind {
        case "email-verification": self = .emailVerification(token: token ?? "")
        case "password-reset": self = .passwordReset(token: token ?? "")
        case "password-changed": self = .passwordChanged
        case "password-set-by-operator": self = .passwordSetByOperator
        case "second-factor-on": self = .secondFactorOn
        case "second-factor-off": self = .secondFactorOff
        case "recovery-code-used": self = .recoveryCodeUsed(left: parameters["left"]?.int ?? 0)
        case "code-reused": self = .codeReused
        case "passkey-added": self = .passkeyAdded
        case "passkey-removed": self = .passkeyRemoved
        case "passkey-cloned": self = .passkeyCloned
        case "new-sign-in":
            self = .newSignIn(
                address: parameters["address"]?.string ?? "", program: parameters["program"]?.string ?? "",
                time: parameters["time"]?.string ?? "")
        case "identity-linked":
            self = .identityLinked(
                provider: parameters["provider"]?.string ?? "", tenant: parameters["tenant"]?.string ?? "")
        case "account-deleted": self = .accountDeleted
        case "api-key-ends":
            self = .apiKeyEnds(
                id: parameters["id"]?.string ?? "", name: parameters["name"]?.string ?? "",
                account: parameters["account"]?.string, tenant: parameters["tenant"]?.string ?? "",
                days: parameters["days"]?.int ?? 0, time: parameters["time"]?.string ?? "")
        default: return nil
        }
    }
}
