internal import FunctionKit
internal import JSON

extension Schema {
    /// What a page hands to the browser, under the name that its interface has for it.
    static let passkeyOptions = Schema.object([
        "publicKey": .anyObject("As `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` takes it.")
    ]).named("PasskeyOptions")

    /// `toJSON()` of what the browser gave. It may have more members: browsers get new ones.
    static func passkeyAnswer(_ description: String) -> Schema {
        Schema.object([
            "id": .string(), "type": .choice(["public-key"]),
            "response": .object(
                [
                    "clientDataJSON": .string(), "authenticatorData": .string(), "signature": .string(),
                    "userHandle": Schema.string("Needed where no password came.").orNull,
                ], optional: ["userHandle"]),
        ]).described(description)
    }

    /// `toJSON()` of a passkey that the browser has made.
    static let newPasskey = Schema.object([
        "id": .string(), "type": .choice(["public-key"]),
        "response": .object(["clientDataJSON": .string(), "attestationObject": .string()]),
    ]).described("`toJSON()` of what `navigator.credentials.create` gave.")

    static let passkeyAnswerExample: JSON = [
        "id": "KEDetxZcUfinhVi6Za5nZQ", "type": "public-key",
        "response": [
            "clientDataJSON": "eyJ0eXBl…", "authenticatorData": "SZYN5YgO…", "signature": "MEUCIQ…",
            "userHandle": "AYkKXayW…",
        ],
    ]
}

extension Answer {
    /// 201 with options for the browser.
    static let passkeyOptions = Answer(
        201, "For the browser. The challenge in it is good once, for five minutes.", Schema.passkeyOptions,
        headers: ["Cache-Control"],
        example: [
            "publicKey": [
                "challenge": "p7Zk…", "rpId": "intelligentic.example.com", "timeout": 300_000, "allowCredentials": [],
                "userVerification": "required",
            ]
        ])
}

extension Response {
    static func passkeyOptions(_ options: JSON) -> Response {
        .json(["publicKey": options], status: 201, headers: [("Cache-Control", "no-store")])
    }
}
