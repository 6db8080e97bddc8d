import JSON
import TextEncodings
import WorkflowDSL

extension Execution {
    /// A call's task with what its authentication policy comes to, and with `$authorization`.
    func authorized(
        _ policy: AuthenticationPolicy?, _ task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> (frame: TaskFrame, credentials: CallCredentials?) {
        guard let credentials = try credentials(of: policy, task: task, using: evaluator) else { return (task, nil) }
        var task = task
        task.authorization = credentials.authorization
        return (task, credentials)
    }

    /// An authentication policy, evaluated.
    func credentials(
        of policy: AuthenticationPolicy?, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> CallCredentials? {
        switch policy {
        case nil:
            return nil
        case .secret(let scheme, let name)?:
            guard let members = run.secrets[name] else {
                throw WorkflowError(.authorization, detail: "There is no secret \(name) for this workflow.")
            }
            return CallCredentials(scheme: scheme.rawValue, members: members)
        case .certificate?:
            throw WorkflowError(
                .configuration,
                detail: "The language names certificates and does not say what they hold; use another scheme.")
        case let policy?:
            return CallCredentials(
                scheme: policy.scheme.rawValue,
                members: try evaluate(policy.template, task: task, using: evaluator).withoutNulls)
        }
    }
}

extension CallCredentials {
    /// What `$authorization` stands for (specification, "Runtime Expression Arguments").
    fileprivate var authorization: JSON {
        var authorization: JSONObject = ["scheme": .string(scheme)]
        switch scheme {
        case "bearer":
            authorization["parameter"] = members["token"]
        case "basic":
            if let username = members["username"]?.string, let password = members["password"]?.string {
                authorization["parameter"] = .string(Base64.encode("\(username):\(password)".utf8))
            }
        default:
            // What an authorization server gives is known to the one who asks it.
            break
        }
        return .object(authorization)
    }
}

extension JSON {
    /// An object without the members that are null.
    fileprivate var withoutNulls: JSON {
        guard let members = object else { return self }
        return .object(members.filter { !$1.isNull }.mapValues(\.withoutNulls))
    }
}

extension AuthenticationPolicy {
    fileprivate var scheme: Scheme {
        switch self {
        case .basic: .basic
        case .bearer: .bearer
        case .digest: .digest
        case .oauth2: .oauth2
        case .oidc: .oidc
        case .certificate: .certificate
        case .secret(let scheme, _): scheme
        }
    }

    /// The policy as a document has it, with its expressions.
    fileprivate var template: Template {
        switch self {
        case .basic(let username, let password), .digest(let username, let password):
            .object([("username", username), ("password", password)])
        case .bearer(let token): .object([("token", token)])
        case .oauth2(let policy), .oidc(let policy): policy.template
        case .certificate, .secret: .literal(.null)
        }
    }
}

extension OAuth2Policy {
    fileprivate var template: Template {
        let authority: Template =
            switch authority {
            case .expression(let expression): .expression(expression)
            case .uri(let template): .literal(.string(template.source))
            }
        return .object([
            ("authority", authority), ("grant", .literal(.string(grant.rawValue))),
            ("client", client?.template ?? .none),
            (
                "endpoints",
                .object([
                    ("token", endpoints.token), ("revocation", endpoints.revocation),
                    ("introspection", endpoints.introspection),
                ])
            ),
            ("request", .literal(["encoding": .string(encoding.rawValue)])),
            ("issuers", .array(issuers)), ("scopes", .array(scopes)), ("audiences", .array(audiences)),
            ("username", username ?? .none), ("password", password ?? .none),
            ("subject", subject?.template ?? .none), ("actor", actor?.template ?? .none),
        ])
    }
}

extension OAuth2Client {
    fileprivate var template: Template {
        .object([
            ("id", id ?? .none), ("secret", secret ?? .none), ("assertion", assertion ?? .none),
            ("authentication", .literal(.string(authentication.rawValue))),
        ])
    }
}

extension OAuth2Token {
    fileprivate var template: Template {
        .object([("token", token), ("type", type)])
    }
}

extension Template {
    fileprivate static let none = Template.literal(.null)
}
