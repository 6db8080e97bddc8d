internal import Agents
internal import FunctionKit
internal import Identity

extension EntityTag {
    /// Names a version of an agent in `ETag` and `If-Match`.
    init(_ agent: AgentID, version: Int) {
        self.init("\(agent).\(version)")
    }

    init(_ version: AgentVersion) {
        self.init(version.agent, version: version.version)
    }
}
