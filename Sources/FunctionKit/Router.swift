/// Finds the endpoint that a request is for.
struct Router {
    enum Match {
        case found(any Endpoint, Route, parameters: [String: String])
        /// The path is served, by these methods.
        case otherMethods([HTTPMethod])
        case notFound
    }

    private let endpoints: [(route: Route, endpoint: any Endpoint)]

    init(_ endpoints: [any Endpoint]) {
        self.endpoints = endpoints.map { (type(of: $0).route, $0) }
            .sorted { $0.route.path.wordCount > $1.route.path.wordCount }
    }

    /// The endpoint whose route has this name.
    func endpoint(named name: String) -> (any Endpoint)? {
        endpoints.first { $0.route.name == name }?.endpoint
    }

    /// - Parameter path: its segments, decoded.
    func match(_ method: HTTPMethod?, _ path: [String]) -> Match {
        var others: [HTTPMethod] = []
        for (route, endpoint) in endpoints {
            guard let parameters = route.path.match(path) else { continue }
            if route.method == method { return .found(endpoint, route, parameters: parameters) }
            others.append(route.method)
        }
        return others.isEmpty ? .notFound : .otherMethods(others)
    }
}
