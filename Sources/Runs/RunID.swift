package import Identity

/// Names a run, in all tenants.
package typealias RunID = Identifier<Run>
