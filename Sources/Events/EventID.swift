package import Identity

package enum EventKind {}
/// Names an event that was received. What its sender calls it is ``CloudEvent/id``, which others may use as well.
package typealias EventID = Identifier<EventKind>
