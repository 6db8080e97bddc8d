package import Identity

/// Names a secret of a tenant, as long as it exists: one that is deleted and put again has another.
package typealias SecretID = Identifier<Secret>
