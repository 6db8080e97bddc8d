/// An `emit` task.
package struct EventEmission: Sendable {
    package let event: EventProperties
}
