internal import FunctionKit
internal import JSON
internal import Members

extension Parameter {
    static let providerName = Parameter("name", .providerName, "The identity provider.", example: "company")
    static let provider = Parameter("provider", .providerName, "The identity provider.", example: "company")
    static let providerTenant = Parameter(
        "tenant", .id(), "The tenant whose identity provider it is.", example: "01890a5d-ac96-774b-bcce-b302099a8059")
    static let providerCursor = Parameter(
        "cursor", .providerName, "The `nextCursor` of the answer before; without it the list starts.")
}

extension Schema {
    /// The rule for names of roles holds for these too.
    static let providerName = Schema.string(pattern: RoleName.pattern, length: 1...RoleName.lengthLimit)
}
