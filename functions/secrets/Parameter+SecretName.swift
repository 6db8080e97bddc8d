internal import FunctionKit
internal import JSON
internal import Secrets

extension Parameter {
    static let secretName = Parameter("name", .secretName, "The secret.", example: "api-token")
}
