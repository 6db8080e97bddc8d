import HTTPClient
import JSON
import Testing

/// A key, and a client that sends it.
struct APIKeyClient {
    static let path = "/api/v1/api-keys"

    let id: String
    let text: String
    let client: Client

    init(_ scopes: [String], _ more: JSON = [:], by admin: Client) throws {
        var body: JSON = ["name": "test", "scopes": .array(scopes.map(JSON.string))]
        for (name, value) in more.object ?? [:] { body[name] = value }
        let made = try admin.post(Self.path, body)
        #expect(made.status == 201 && made.header("Cache-Control") == "no-store", "\(made.text)")
        id = try #require(try made.json["id"]?.string)
        text = try #require(try made.json["key"]?.string)
        #expect(made.header("Location") == "\(Self.path)/\(id)")
        client = Client(url: admin.url, token: text)
    }
}
