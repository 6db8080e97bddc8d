/// A model as this installation reaches it.
package struct ModelEndpoint: Sendable, Hashable {
    /// What agents call it.
    package let name: String
    /// Where the provider's API begins, such as `https://api.openai.com/v1`; without a slash at its end.
    package let url: String
    /// What the provider calls it, and what it is priced by.
    package let model: String
    /// Nil: the provider asks for none.
    package let apiKey: APIKeySource?

    package init(name: String, url: String, model: String, apiKey: APIKeySource? = nil) {
        self.name = name
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.model = model
        self.apiKey = apiKey
    }
}
