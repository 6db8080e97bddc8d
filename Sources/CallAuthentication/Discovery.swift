internal import HTTPClient
internal import JSON

/// Where an OpenID provider says what its endpoints are (OpenID Connect Discovery 1.0, section 4).
struct Discovery {
    /// The largest document, in bytes.
    static let sizeLimit = 256 << 10
    private static let path = "/.well-known/openid-configuration"

    let url: String
    private let issuer: String
    private let issuers: [String]

    /// The authority is the issuer, or already the document's URL.
    init(_ settings: OAuth2Settings) {
        let authority = settings.authority
        if let range = authority.firstRange(of: "/.well-known/") {
            url = authority
            issuer = String(authority[..<range.lowerBound])
        } else {
            issuer = authority.withoutTrailingSlash
            url = issuer + Self.path
        }
        issuers = settings.issuers
    }

    func tokenEndpoint(_ response: HTTPResponse) throws(AuthenticationError) -> String {
        let place = Place.text(url)
        guard response.status == 200 else { throw .refused(place, status: response.status, code: nil) }
        guard let json = try? JSON(parsing: response.body), let endpoint = json["token_endpoint"]?.string else {
            throw .unusableAnswer(place, problem: "it is no JSON object with a `token_endpoint`")
        }
        guard let said = json["issuer"]?.string, said.withoutTrailingSlash == issuer || issuers.contains(said) else {
            throw .wrongIssuer(place)
        }
        // Secrets will go there.
        guard endpoint.hasPrefix("https://") || (endpoint.hasPrefix("http://") && !url.hasPrefix("https:")) else {
            throw .unusableAnswer(place, problem: "its `token_endpoint` is no URL with https")
        }
        return endpoint
    }
}

extension String {
    var withoutTrailingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
