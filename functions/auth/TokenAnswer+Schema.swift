internal import FunctionKit
internal import Identity
internal import JSON

extension TokenAnswer {
    static let schema = Schema.object(
        [
            "accessToken": .string(
                "Goes with each request, as `Authorization: Bearer TOKEN`. Not where cookies are used."),
            "refreshToken": .string("Good once, for new tokens. Not where cookies are used."),
            "csrfToken": .string(
                "Where cookies are used: goes with each request that changes something, as `X-CSRF-Token`."),
            "expiresIn": .count("Seconds until the access token runs out."),
            "user": UserAnswer.schema,
            "tenant": TenantAnswer.schema,
            "restriction": restriction,
        ], optional: ["accessToken", "refreshToken", "csrfToken", "restriction"]
    ).named("Tokens")

    static let restriction = Schema.choice(
        SessionRestriction.allCases.map(\.rawValue),
        "Why nothing is permitted before it is put right: another password, or a second factor."
    ).orNull

    static let example: JSON = [
        "accessToken": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl", "refreshToken": "3f0c…", "expiresIn": 600,
        "user": UserAnswer.example, "tenant": TenantAnswer.example,
    ]

    /// 200 or 201 with tokens, and how to go on with them.
    static func answer(_ status: Int, _ description: String) -> Answer {
        Answer(
            status, description, schema, headers: ["Cache-Control"], example: example,
            links: [
                Answer.Link(to: "refreshSession", body: ["refreshToken": "{$response.body#/refreshToken}"]),
                Answer.Link(
                    to: "switchTenant",
                    body: [
                        "refreshToken": "{$response.body#/refreshToken}", "tenant": "{$response.body#/tenant/id}",
                    ]),
            ])
    }
}

extension UserAnswer {
    static let schema = Schema.object(["id": .id(), "email": .string()]).named("User")

    static let example: JSON = ["id": "01890a5d-ac96-774b-bcce-b302099a8058", "email": "ada@example.com"]
}

extension TenantAnswer {
    static let schema = Schema.object(["id": .id(), "name": .string()]).named("Tenant")

    static let example: JSON = ["id": "01890a5d-ac96-774b-bcce-b302099a8059", "name": "Engines"]
}
