package import JSON

extension ResolvedAuthentication {
    /// Reads the members of a policy: those of the document with its expressions evaluated, or those of the secret that
    /// `{use: name}` names.
    ///
    /// - Throws: ``AuthenticationError`` that says which member is missing or wrong.
    package init(scheme: AuthenticationScheme, members: JSON) throws(AuthenticationError) {
        let members = try PolicyMembers(members, of: scheme)
        switch scheme {
        case .basic:
            self = .basic(username: try members.required("username"), password: try members.required("password"))
        case .bearer: self = .bearer(token: try members.required("token"))
        case .digest:
            self = .digest(username: try members.required("username"), password: try members.required("password"))
        case .oauth2: self = .oauth2(try OAuth2Settings(members))
        case .oidc: self = .oidc(try OAuth2Settings(members))
        }
    }
}
