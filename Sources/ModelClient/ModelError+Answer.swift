internal import HTTPClient
internal import JSON

extension ModelError.Reason {
    /// The longest error code of a provider that is shown.
    private static let codeLimit = 60

    /// An answer of the provider that is no success.
    init(_ response: HTTPResponse) {
        let kind: ModelError.Kind =
            switch response.status {
            case 401: .authentication
            case 403: .authorization
            case 408, 504: .timeout
            default: .communication
            }
        // Only the code: messages quote keys and questions.
        let error = (try? JSON(parsing: response.body))?["error"]
        let code = error?["code"]?.string ?? error?["type"]?.string
        self.init(
            kind, "it answered with status \(response.status)" + (code.flatMap(Self.shown).map { " (\($0))" } ?? ""),
            status: response.status)
    }

    init(_ error: HTTPError) {
        let kind: ModelError.Kind =
            switch error {
            case .invalidRequest: .configuration
            case .connection, .redirectLimit, .redirectRefused, .addressRefused: .communication
            case .connectTimeLimit, .timeLimit: .timeout
            case .responseLimit, .headerLimit: .runtime
            case .cancelled: .cancelled
            }
        self.init(kind, "\(error)")
    }

    private static func shown(_ code: String) -> String? {
        let isWord = code.utf8.allSatisfy { byte in
            let scalar = Unicode.Scalar(byte)
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || scalar == "_" || scalar == "-" || scalar == "."
        }
        return isWord && !code.isEmpty && code.utf8.count <= codeLimit ? code : nil
    }
}
