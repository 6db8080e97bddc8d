import ArgumentParser
import Identity
import JSON

/// `intelligentic member …`
struct MemberCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Who belongs to the tenant, and with which roles.",
        subcommands: [
            ListMembers.self, ShowMember.self, SetMemberRoles.self, RemoveMember.self, InviteMember.self,
            ListInvitations.self, WithdrawInvitation.self,
        ])

    static let invitations = "/api/v1/invitations"
    static let path = "/api/v1/members"

    /// The path of a member.
    ///
    /// - Parameter name: the user's id, or their e-mail, which is looked for in the list.
    static func path(of name: String, on platform: Platform) throws -> String {
        guard UserID(name) == nil else { return "\(path)/\(name)" }
        var cursor: String?
        repeat {
            let page = try platform.get(path, [("limit", "\(ListOptions.pageLimit)"), ("cursor", cursor)])
            let found = page["items"]?.array?.first {
                $0["user"]?["email"]?.string?.lowercased() == name.lowercased()
            }
            if let id = found?["user"]?["id"]?.string { return "\(path)/\(id)" }
            cursor = page["nextCursor"]?.string
        } while cursor != nil
        throw Failure(.refused, "The tenant has no member \(name).\nWho there is: intelligentic member list")
    }

    /// Such as `viewer, operator@demo`.
    static func roles(_ member: JSON) -> String {
        (member["roles"]?.array ?? []).map { assignment in
            let namespace = assignment["namespace"]?.string.map { "@\($0)" } ?? ""
            return (assignment["role"]?.string ?? "") + namespace
        }.joined(separator: ", ")
    }
}
