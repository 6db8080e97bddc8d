/// The catalog as its file holds it.
struct ModelCatalogBody: Decodable {
    struct Model: Decodable {
        let name: String
        let url: String
        let model: String
        let apiKeyFile: String?
        let apiKeyVariable: String?

        func endpoint(folder: String) -> ModelEndpoint {
            let file = apiKeyFile.map { APIKeySource.file($0.hasPrefix("/") ? $0 : folder + $0) }
            return ModelEndpoint(
                name: name, url: url, model: model, apiKey: file ?? apiKeyVariable.map { .variable($0) })
        }
    }

    let models: [Model]
    let `default`: String

    /// What its shape does not show: all of it, each with its place.
    var issues: [String] {
        var issues: [String] = []
        if models.isEmpty { issues.append("/models: expected at least one model") }
        for (index, model) in models.enumerated() {
            let place = "/models/\(index)"
            if model.name.isEmpty { issues.append("\(place)/name: expected a name") }
            if models[..<index].contains(where: { $0.name == model.name }) {
                issues.append("\(place)/name: another model has this name")
            }
            if !model.url.hasPrefix("http://") && !model.url.hasPrefix("https://") {
                issues.append("\(place)/url: expected a URL that starts with http:// or https://")
            }
            if model.model.isEmpty { issues.append("\(place)/model: expected the provider's name of the model") }
            if model.apiKeyFile != nil && model.apiKeyVariable != nil {
                issues.append("\(place): expected one of apiKeyFile and apiKeyVariable, found both")
            }
        }
        if !models.contains(where: { $0.name == `default` }) {
            issues.append("/default: expected the name of one of the models")
        }
        return issues
    }
}
