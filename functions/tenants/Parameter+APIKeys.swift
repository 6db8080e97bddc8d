internal import FunctionKit
internal import Identity
internal import JSON

extension Parameter {
    static let serviceAccount = Parameter("account", .id(), "The service account.")
    static let apiKey = Parameter("key", .id(), "The API key's id.")
}

extension Request {
    /// The service account that the path names.
    ///
    /// - Throws: a ``Problem`` 404 `service_account_not_found` for what is no id.
    func serviceAccount() throws(Problem) -> UserID {
        guard let id = UserID(path("account")) else { throw .serviceAccountNotFound }
        return id
    }

    /// The API key that the path names.
    ///
    /// - Throws: a ``Problem`` 404 `api_key_not_found` for what is no id.
    func namedKey() throws(Problem) -> APIKeyID {
        guard let id = APIKeyID(path("key")) else { throw .apiKeyNotFound }
        return id
    }
}
