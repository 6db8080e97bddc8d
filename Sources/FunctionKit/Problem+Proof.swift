package import Identity

extension Problem {
    /// 401 where the caller has not just proved who they are (RFC 9470).
    static let stepUpRequired = Problem(
        401, "step_up_required",
        "Prove that it is you: send the password, and a code where logins ask for one, to POST /api/v1/auth/step-up. Then try again with the token that it answers.",
        headers: [
            (
                "WWW-Authenticate",
                "Bearer error=\"insufficient_user_authentication\", max_age=\(Caller.proofLifetime.components.seconds)"
            )
        ])

    /// 403 where the session may do nothing before its user has put something right.
    package static func restricted(_ restriction: SessionRestriction) -> Problem {
        switch restriction {
        case .password:
            Problem(
                403, "password_change_required",
                "Your password is one of those that are tried first. Choose another one: PUT /api/v1/auth/password.")
        case .secondFactor:
            Problem(
                403, "second_factor_required",
                "Your tenant asks for a second factor. Set one up: POST /api/v1/auth/totp, or a passkey, and refresh the session."
            )
        }
    }
}
