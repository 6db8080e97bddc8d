import JSON

/// Signs in by way of a browser and an identity provider (RFC 8252).
struct ProviderSignIn {
    private let platform: Platform
    private let callback: String

    /// - Parameter callback: where the platform takes the provider's answer.
    init(_ platform: Platform, callback: String) {
        self.platform = platform
        self.callback = callback
    }

    /// - Parameter begin: begins it at the platform, with the body that says where the answer goes.
    func run(_ options: PlatformOptions, begin: (JSON) throws -> JSON) throws {
        var platform = platform
        let listener = try LoopbackListener()
        let begun = try begin(["redirectUri": .string(listener.redirectURI)])
        Terminal.error.write("Open this page in a browser of this machine:\n\(begun["authorizationUrl"]?.string ?? "")")
        let answer = try listener.answer()
        if let error = answer["error"] {
            throw Failure(.notAllowed, "The identity provider lets nobody in: \(error.printable)")
        }
        guard let code = answer["code"], let state = answer["state"], state == begun["state"]?.string else {
            throw Failure(.refused, "What came back is not the answer to this login. Try again.")
        }
        let body: JSON = [
            "code": .string(code), "state": .string(state), "secret": begun["secret"] ?? .null,
            "iss": JSON(answer["iss"]),
        ]
        guard let credentials = try platform.signIn(callback, email: "", body) else { return }
        PersonOptions.show(credentials, options, restriction: platform.restriction)
    }
}
