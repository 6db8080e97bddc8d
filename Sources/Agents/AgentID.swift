package import Identity

/// Names an agent of a tenant: all versions of one name.
package typealias AgentID = Identifier<Agent>
