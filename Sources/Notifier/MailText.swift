import Mail

/// The words of a message.
struct MailText {
    let subject: String
    let text: String

    /// - Parameter isKnown: whether somebody has the receiver's e-mail.
    /// - Returns: nil: nothing is sent.
    init?(_ mail: OutgoingMail, to recipient: String, isKnown: Bool, at url: String) {
        switch mail {
        case .emailVerification(let token):
            (subject, text) =
                isKnown ? Self.registeredAlready(recipient, url) : Self.verification(recipient, url, token)
        case .passwordReset(let token):
            guard isKnown else { return nil }
            (subject, text) = Self.reset(recipient, url, token)
        case .passwordChanged:
            (subject, text) = Self.changed(recipient, url)
        case .apiKeyEnds(let id, let name, let account, let tenant, let days, let time):
            guard isKnown else { return nil }
            let notice = KeyNotice(
                id: id, name: name, account: account, tenant: tenant, days: days, time: time, at: url)
            (subject, text) = (notice.subject, notice.text)
        case .accountDeleted:
            // Nobody has the e-mail any more.
            (subject, text) = Self.deleted(recipient, url)
        case .passwordSetByOperator, .secondFactorOn, .secondFactorOff, .recoveryCodeUsed, .codeReused, .passkeyAdded,
            .passkeyRemoved, .passkeyCloned, .newSignIn, .identityLinked:
            guard isKnown, let notice = AccountNotice(mail) else { return nil }
            (subject, text) = (notice.subject, notice.text(recipient, url))
        }
    }

    private static func verification(_ email: String, _ url: String, _ token: String) -> (String, String) {
        (
            "Confirm your e-mail address",
            """
            Somebody registered \(email) with Intelligentic at \(url).

            If that was you, confirm it within 24 hours:

                intelligentic verify-email --url \(url)

            It asks for the password that you chose, and for this token, which is good once:

                \(token)

            If it was not you, do nothing: no account is made.
            """
        )
    }

    private static func registeredAlready(_ email: String, _ url: String) -> (String, String) {
        (
            "You have an account already",
            """
            Somebody tried to register \(email) with Intelligentic at \(url), where you have an account.

            If that was you, sign in:

                intelligentic login --url \(url) --email \(email)

            or, when you have forgotten the password:

                intelligentic password reset --url \(url) --email \(email)

            If it was not you, do nothing: nothing has changed.
            """
        )
    }

    private static func reset(_ email: String, _ url: String, _ token: String) -> (String, String) {
        (
            "Choose a new password",
            """
            Somebody asked for a new password for \(email) with Intelligentic at \(url).

            If that was you, choose one within the hour:

                intelligentic password reset --url \(url) --token-stdin

            It asks for this token, which is good once:

                \(token)

            If it was not you, do nothing: your password stays.
            """
        )
    }

    private static func changed(_ email: String, _ url: String) -> (String, String) {
        (
            "Your password was changed",
            """
            The password of \(email) with Intelligentic at \(url) was changed, and your other sessions have ended.

            If it was not you, choose another one at once:

                intelligentic password reset --url \(url) --email \(email)
            """
        )
    }

    private static func deleted(_ email: String, _ url: String) -> (String, String) {
        (
            "Your account was deleted",
            """
            The account of \(email) with Intelligentic at \(url) was deleted, with its sessions and API keys. It belongs to no
            tenant any more, and cannot be brought back.

            If it was not you, somebody knew your password, or had your browser: change that password wherever else you use it,
            and tell the admins of your tenants, who can invite you again.
            """
        )
    }
}
