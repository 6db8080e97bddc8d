package import Identity
package import JSON

/// Something that a run wants done in the world. Its result is journalled before the run acts on it.
package struct Effect: Sendable, Codable {
    /// The task instance that asks; with the run's id it makes the effect's idempotency key. A `try` retry is a new
    /// instance, a repetition after a crash is not.
    package let ordinal: Int
    package let kind: Kind

    package enum Kind: Sendable, Codable {
        case http(HTTPEffect)
        case openAPI(OpenAPIEffect)
        case agent(AgentEffect)
        case process(ProcessEffect)
        case subworkflow(SubworkflowEffect)
        /// A CloudEvent (JSON, structured mode) to publish; its result is the event.
        case emit(JSON)
        /// Events to bring, one after the other, until the effect is withdrawn. Bring those that
        /// ``Execution/accepts(_:for:using:)``; each is a result.
        case listen(EventInterest)
        /// Nothing before this time.
        case timer(until: Timestamp)
    }
}

/// A request to send, and what of its answer becomes the task's output.
package struct HTTPEffect: Sendable, Codable {
    package var method: String
    package var url: String
    package var headers: [Header]
    package var body: [UInt8]
    package var output: Output
    /// Whether redirects are followed and 3xx counts as success (specification, "HTTP Call").
    package var followsRedirects: Bool
    package var credentials: CallCredentials?

    package enum Output: String, Sendable, Codable {
        case content, raw, response
    }

    package struct Header: Sendable, Codable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        method: String, url: String, headers: [Header], body: [UInt8], output: Output, followsRedirects: Bool,
        credentials: CallCredentials?
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.output = output
        self.followsRedirects = followsRedirects
        self.credentials = credentials
    }
}

/// An operation of a described service to call.
package struct OpenAPIEffect: Sendable, Codable {
    package var document: ResourceLocation
    package var operationID: String
    package var parameters: JSONObject
    package var output: HTTPEffect.Output
    package var followsRedirects: Bool
    package var credentials: CallCredentials?
}

/// Where a resource can be fetched.
package struct ResourceLocation: Sendable, Codable {
    package var url: String
    package var credentials: CallCredentials?
}

/// How a call says who makes it: an authentication policy, evaluated. Holds secrets; never journalled or recorded.
package struct CallCredentials: Sendable, Codable {
    /// Such as `basic` or `oauth2`.
    package var scheme: String
    /// What the policy of that scheme holds in a document, without expressions.
    package var members: JSON
}

/// An agent to ask.
package struct AgentEffect: Sendable, Codable {
    package var agent: String
    /// Nil: the latest.
    package var version: Int?
    package var input: JSON
}

/// A run of another workflow.
package struct SubworkflowEffect: Sendable, Codable {
    package var namespace: String
    package var name: String
    /// A semantic version; nil for the highest.
    package var version: String?
    package var input: JSON
    /// Whether the result is the other run's output; if not, it is null as soon as that run exists.
    package var isAwaited: Bool
}

/// Which events an effect asks for, as far as it can be said without an expression: more may be brought.
package struct EventInterest: Sendable, Hashable, Codable {
    package var filters: [Filter]

    /// Nil lets every value through.
    package struct Filter: Sendable, Hashable, Codable {
        package var type: String?
        package var source: String?
    }
}
