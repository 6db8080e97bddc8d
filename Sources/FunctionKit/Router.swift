/// Finds the endpoint that a request is for.
struct Router {
    enum Match {
        case found(Place, parameters: [String: String])
        /// The path is served, by these methods.
        case otherMethods([HTTPMethod])
        case notFound
    }

    /// An endpoint with what its type says: every request asks for it, so it is asked once.
    struct Place {
        let endpoint: any Endpoint
        let name: String
        let route: Route

        init(_ endpoint: any Endpoint) {
            self.endpoint = endpoint
            name = type(of: endpoint).name
            route = type(of: endpoint).route
        }
    }

    private let places: [Place]

    init(_ endpoints: [any Endpoint]) {
        places = endpoints.map(Place.init).sorted { $0.route.path.wordCount > $1.route.path.wordCount }
    }

    func endpoint(named name: String) -> (any Endpoint)? {
        places.first { $0.name == name }?.endpoint
    }

    /// Of several paths that match, the one with the most words is meant, and only its methods are served
    /// (OpenAPI 3.1, "Paths Object").
    ///
    /// - Parameter path: its segments, decoded.
    func match(_ method: HTTPMethod?, _ path: [String]) -> Match {
        var others: [HTTPMethod] = []
        var meant: RoutePath?
        for place in places where meant == nil || place.route.path == meant {
            guard let parameters = place.route.path.match(path) else { continue }
            meant = place.route.path
            if place.route.method == method { return .found(place, parameters: parameters) }
            others.append(place.route.method)
        }
        return others.isEmpty ? .notFound : .otherMethods(others)
    }
}
