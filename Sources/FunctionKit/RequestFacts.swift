internal import FastCGI
internal import Identity
internal import JSON

/// What the log says about a request.
struct RequestFacts {
    let requestID: String
    let method: String
    let address: String
    /// The path of the route; nil where none matched. Real paths hold names that people chose.
    var route: String?
    var caller: Caller?
    /// What is left of the rate limit; nil where the request was refused before.
    var standing: RateStanding?
    /// The problem's.
    var code: String?
    /// An error that the client is not told.
    var reason: String?

    init(_ request: FastCGIRequest, requestID: String) {
        self.requestID = requestID
        method = request.parameters["REQUEST_METHOD"] ?? ""
        address = request.parameters["REMOTE_ADDR"] ?? ""
    }

    var sender: EndpointSlots.Sender { caller.map { .tenant($0.tenant) } ?? .address(ClientNetwork.name(of: address)) }

    func details(_ response: Response, took duration: Duration) -> JSONObject {
        var details: JSONObject = [
            "requestId": .string(requestID), "method": .string(method), "route": JSON(route),
            "status": JSON(response.status),
            "milliseconds": .number(JSONNumber(Double((duration / .microseconds(1)).rounded()) / 1_000)),
            "bytes": JSON(response.body.count), "address": .string(address),
        ]
        if let caller {
            details["tenant"] = .string(caller.tenant.description)
            details["user"] = .string(caller.user.description)
            if let key = caller.apiKey { details["apiKey"] = .string(key.description) }
        }
        if let code { details["code"] = .string(code) }
        if let reason { details["reason"] = .string(reason) }
        return details
    }
}
