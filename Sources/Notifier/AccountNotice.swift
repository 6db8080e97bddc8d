import Mail

/// The words of a message that tells somebody what happened to their account.
struct AccountNotice {
    let subject: String
    private let event: String
    /// What to do where it was not them.
    private let advice: String

    /// Nil: it is another message.
    init?(_ mail: OutgoingMail) {
        switch mail {
        case .passwordSetByOperator:
            subject = "The operator set your password"
            event =
                "The operator set another password for EMAIL, took a second factor and passkeys away, and ended your sessions."
            advice = Self.ask
        case .secondFactorOn:
            subject = "Your second factor is on"
            event = "Logins of EMAIL ask for a code of an authenticator from now on."
            advice = Self.reset + "\n\n" + Self.ask
        case .secondFactorOff:
            subject = "Your second factor is off"
            event = "Logins of EMAIL ask for no code any more. Your other sessions have ended."
            advice = Self.reset
        case .recoveryCodeUsed(let left):
            subject = "A recovery code was used"
            event = "A recovery code of EMAIL was used. \(left) are left; setting the second factor up anew makes ten."
            advice = Self.reset
        case .codeReused:
            subject = "A code was sent a second time"
            event =
                "Somebody sent the right password of EMAIL, with a code that had been used before. They were not let in."
            advice = Self.reset
        case .passkeyAdded:
            subject = "A passkey was added"
            event = "A passkey was added to EMAIL: it signs in, and logins with the password ask for it or for a code."
            advice =
                "    intelligentic passkey list --url URL\n\nshows which; remove it. " + Self.reset + "\n\n" + Self.ask
        case .passkeyRemoved:
            subject = "A passkey was removed"
            event = "A passkey of EMAIL was removed. Your other sessions have ended."
            advice = Self.reset
        case .passkeyCloned:
            subject = "A passkey may have been copied"
            event =
                "A passkey of EMAIL counted its uses further before than it does now: there may be a copy of it. It was not let in."
            advice = Self.cloned
        case .newSignIn(let address, let program, let time):
            subject = "You signed in from a new place"
            event = "Somebody signed in as EMAIL from \(address), with \(program), at \(time)."
            advice = "    intelligentic session list --url URL\n\nends what is not yours. " + Self.reset
        case .identityLinked(let provider, let tenant):
            subject = "An identity was linked with your account"
            event = """
                Whom the identity provider \(ShownName(provider)) of the tenant "\(ShownName(tenant))" names signs in there as EMAIL \
                from now on.
                """
            advice = "    intelligentic identity list --url URL\n\nand `identity unlink` take it away. " + Self.reset
        case .emailVerification, .passwordReset, .passwordChanged, .accountDeleted, .apiKeyEnds: return nil
        }
    }

    func text(_ email: String, _ url: String) -> String {
        """
        This is Intelligentic at URL. \(event)

        If that was you, do nothing. If it was not:

        \(advice)
        """.replacing("URL", with: url).replacing("EMAIL", with: email)
    }

    private static let reset =
        "Choose another password at once, which ends your sessions:\n\n    intelligentic password reset --url URL --email EMAIL"
    private static let cloned =
        "Whether it was you or not: remove the passkey, and register another one.\n\n    intelligentic passkey list --url URL"
    private static let ask = "Ask whoever operates this installation, on another way than this mail."
}
