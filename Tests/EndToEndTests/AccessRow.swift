import Identity
import JSON

/// Who may call an endpoint, and what they are answered: a request that changes nothing, or that can be sent again.
struct AccessRow {
    enum Access {
        /// `identified`: also with an API key, whatever its scopes.
        case open, signedIn, identified
        /// - Parameter least: the weakest of the built-in roles that may.
        case requires(_ permission: String, least: Role)
    }

    let access: Access
    /// The answer to whoever may.
    let status: Int
    /// The answer to an admin of another tenant.
    let foreign: Int
    var body: (type: String, text: String)?
    /// Sent as `If-Match`: what names no state keeps what is there as it is, and is answered 412.
    var condition: String?

    private init(
        _ access: Access, _ status: Int, foreign: Int? = nil, json: JSON? = nil, yaml: String? = nil,
        keeping: Bool = false
    ) {
        self.access = access
        self.status = status
        self.foreign = foreign ?? status
        body = json.map { ("application/json", $0.text) } ?? yaml.map { ("application/yaml", $0) }
        condition = keeping ? "\"nothing\"" : nil
    }

    private static func least(
        _ role: Role, _ permission: String, _ status: Int, foreign: Int? = nil, json: JSON? = nil,
        yaml: String? = nil, keeping: Bool = false
    ) -> AccessRow {
        AccessRow(
            .requires(permission, least: role), status, foreign: foreign, json: json, yaml: yaml, keeping: keeping)
    }

    private static let credentials: JSON = ["email": "nobody@example.com", "password": "correct horse battery"]

    /// Every operation of the API has its row here.
    static let table: [String: AccessRow] = [
        "register": AccessRow(.open, 422, json: ["email": "", "password": "", "tenant": ""]),
        "logIn": AccessRow(.open, 401, json: credentials),
        "refreshSession": AccessRow(.open, 401, json: ["refreshToken": "none"]),
        "acceptInvitation": AccessRow(.open, 422, json: ["token": "none", "password": "correct horse battery"]),
        "showKeys": AccessRow(.open, 200),
        "showHealth": AccessRow(.open, 200),
        "showMetrics": AccessRow(.open, 200),
        "showCaller": AccessRow(.identified, 200),
        "issueToken": AccessRow(.open, 400, text: "grant_type=none", type: "application/x-www-form-urlencoded"),
        "logOut": AccessRow(.signedIn, 204),
        "verifyEmail": AccessRow(.open, 422, json: ["token": "none", "password": "correct horse battery"]),
        "requestPasswordReset": AccessRow(.open, 202, json: ["email": "nobody@example.com"]),
        "confirmPasswordReset": AccessRow(
            .open, 422, json: ["token": "none", "password": "incorrect mule accumulator"]),
        "listSessions": AccessRow(.signedIn, 200),
        "endSession": AccessRow(.signedIn, 404),
        "logOutEverywhere": AccessRow(.signedIn, 204),
        "stepUp": AccessRow(.signedIn, 422, json: ["current": 1]),
        "beginSecondFactor": AccessRow(.signedIn, 422, json: ["current": 1]),
        "confirmSecondFactor": AccessRow(.signedIn, 422, json: ["code": "none"]),
        "removeSecondFactor": AccessRow(.signedIn, 422, json: ["current": 1]),
        "completeLogIn": AccessRow(.open, 401, json: ["challenge": "none", "code": "none"]),
        "beginPasskeyLogIn": AccessRow(.open, 201, json: [:]),
        "logInWithPasskey": AccessRow(.open, 422, json: ["passkey": [:]]),
        "beginProof": AccessRow(.signedIn, 404),
        "beginPasskey": AccessRow(.signedIn, 201),
        "addPasskey": AccessRow(.signedIn, 422, json: ["name": "x", "credential": [:]]),
        "listPasskeys": AccessRow(.signedIn, 200),
        "removePasskey": AccessRow(.signedIn, 404),
        "changePassword": AccessRow(.signedIn, 422, json: ["current": 1]),
        // Of somebody else each time; the stranger is the only admin of their tenant.
        "deleteAccount": AccessRow(.signedIn, 204, foreign: 409),

        "deployWorkflow": .least(
            .developer, "workflows:create", 200, foreign: 201, yaml: AccessTenant.document("deployed")),
        "listWorkflows": .least(.viewer, "workflows:read", 200),
        "showWorkflow": .least(.viewer, "workflows:read", 200, foreign: 404),
        "startRun": .least(.operator, "runs:create", 202, foreign: 404, json: ["input": [:]]),
        "listRuns": .least(.viewer, "runs:read", 200),
        "showRun": .least(.viewer, "runs:read", 200, foreign: 404),
        "listTasks": .least(.viewer, "runs:read", 200, foreign: 404),
        "suspendRun": .least(.operator, "runs:execute", 409, foreign: 404, json: [:]),
        "resumeRun": .least(.operator, "runs:execute", 409, foreign: 404),
        "cancelRun": .least(.operator, "runs:execute", 409, foreign: 404),
        "cancelRuns": .least(.operator, "runs:execute", 200, json: ["workflow": "matrix/none"]),

        "createAgent": .least(
            .developer, "agents:create", 409, foreign: 201, json: ["name": "taken", "instructions": "Judge."]),
        "listAgents": .least(.viewer, "agents:read", 200),
        "showAgent": .least(.viewer, "agents:read", 200, foreign: 404),
        "addAgentVersion": .least(
            .developer, "agents:update", 412, foreign: 404, json: ["instructions": "Judge."], keeping: true),

        "sendEvents": AccessRow(
            .requires("events:create", least: .operator), 202, json: AccessTenant.event,
            type: "application/cloudevents+json"),

        "putSecret": .least(.developer, "secrets:update", 412, json: ["value": "x"], keeping: true),
        "listSecrets": .least(.viewer, "secrets:read", 200),
        "showSecret": .least(.viewer, "secrets:read", 200, foreign: 404),
        "deleteSecret": .least(.developer, "secrets:delete", 412, foreign: 404, keeping: true),

        "createTenant": AccessRow(.signedIn, 422, json: ["name": ""]),
        "listTenants": AccessRow(.signedIn, 200),
        "switchTenant": AccessRow(.open, 401, json: ["refreshToken": "none", "tenant": "none"]),
        "showTenant": .least(.viewer, "tenant:read", 200),
        "updateTenant": .least(.admin, "tenant:update", 412, json: ["name": "Matrix"], keeping: true),
        "showTenantLimits": .least(.viewer, "tenant:read", 200),
        "showTenantUsage": .least(.viewer, "tenant:read", 200),
        "exportTenant": .least(.admin, "tenant:update", 200),
        "deleteTenant": .least(.admin, "tenant:delete", 422),
        "restoreTenant": .least(.admin, "tenant:delete", 409),
        "showTenantPolicy": .least(.viewer, "tenant:read", 200),
        "updateTenantPolicy": .least(
            .admin, "tenant:update", 412, json: ["outboundAllow": [], "processes": []], keeping: true),
        "putRole": .least(.admin, "roles:update", 412, json: ["permissions": []], keeping: true),
        "listRoles": .least(.viewer, "roles:read", 200),
        "showRole": .least(.viewer, "roles:read", 200, foreign: 404),
        "deleteRole": .least(.admin, "roles:delete", 412, foreign: 404, keeping: true),
        "listMembers": .least(.viewer, "members:read", 200),
        "showMember": .least(.viewer, "members:read", 200, foreign: 404),
        "putMemberRoles": .least(
            .admin, "members:update", 412, foreign: 404, json: ["roles": [["role": "viewer"]]], keeping: true),
        "inviteMember": .least(
            .admin, "members:create", 201, foreign: 422,
            json: ["email": "guest@example.com", "roles": [["role": "own"]]]),
        "listInvitations": .least(.viewer, "members:read", 200),
        "withdrawInvitation": .least(.admin, "members:create", 404, foreign: 404),
        "createServiceAccount": .least(
            .admin, "members:create", 409, foreign: 422, json: ["name": "taken", "roles": [["role": "own"]]]),
        "listServiceAccounts": .least(.viewer, "members:read", 200),
        "showServiceAccount": .least(.viewer, "members:read", 200, foreign: 404),
        "updateServiceAccount": .least(
            .admin, "members:update", 412, foreign: 404, json: ["name": "taken"], keeping: true),
        "putServiceAccountRoles": .least(
            .admin, "members:update", 412, foreign: 404, json: ["roles": [["role": "viewer"]]], keeping: true),
        "deleteServiceAccount": .least(.admin, "members:delete", 412, foreign: 404, keeping: true),
        "createAPIKey": .least(.developer, "keys:create", 422, json: ["name": "none", "scopes": []]),
        "listAPIKeys": .least(.developer, "keys:read", 200),
        // Of a key that there is none of: a request that revokes one cannot be sent again.
        "showAPIKey": .least(.developer, "keys:read", 404, foreign: 404),
        "revokeAPIKey": .least(.developer, "keys:delete", 404, foreign: 404),
        "listAuditEntries": .least(.admin, "audit:read", 200),
        "exportAuditEntries": .least(.admin, "audit:read", 200),
        "showAuditChain": .least(.admin, "audit:read", 200),
        "putIdentityProvider": .least(
            .admin, "tenant:update", 412, json: ["issuer": "https://login.example.com", "clientId": "x"],
            keeping: true),
        "listIdentityProviders": .least(.viewer, "tenant:read", 200),
        "showIdentityProvider": .least(.viewer, "tenant:read", 200, foreign: 404),
        "deleteIdentityProvider": .least(.admin, "tenant:update", 412, foreign: 404, keeping: true),
        "beginProviderLogIn": AccessRow(.open, 422, json: ["redirectUri": "none"]),
        "completeProviderLogIn": AccessRow(.open, 401, json: ["code": "x", "state": "x", "secret": "x"]),
        "finishProviderLogIn": AccessRow(.open, 401),
        "linkIdentity": AccessRow(.signedIn, 422, json: ["redirectUri": "none"]),
        "listIdentities": AccessRow(.signedIn, 200),
        "unlinkIdentity": AccessRow(.signedIn, 404),
        "removeMember": .least(.admin, "members:delete", 412, foreign: 404, keeping: true),
    ]

    private init(_ access: Access, _ status: Int, json: JSON, type: String) {
        self.init(access, status, text: json.text, type: type)
    }

    private init(_ access: Access, _ status: Int, text: String, type: String) {
        self.init(access, status)
        body = (type, text)
    }
}
