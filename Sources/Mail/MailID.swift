package import Identity

/// Names a message in the outbox.
package typealias MailID = Identifier<MailKind>

package enum MailKind {}
