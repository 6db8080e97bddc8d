internal import FunctionKit
internal import JSON
internal import Members

extension Parameter {
    static let roleName = Parameter("name", .roleName, "The role.", example: "starter")
    static let user = Parameter(
        "user", .id(), "The member's user id.", example: "01890a5d-ac96-774b-bcce-b302099a8058")
    static let invitationID = Parameter("id", .id(), "The invitation.")
    static let roleCursor = Parameter(
        "cursor", .roleName, "The `nextCursor` of the answer before; without it the list starts.")
}

extension Schema {
    static let roleName = Schema.string(pattern: RoleName.pattern, length: 1...RoleName.lengthLimit)
}
