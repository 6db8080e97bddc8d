/// `run.container`
package struct ContainerProcess: Sendable {
    package let image: Template
    package let name: Template?
    package let command: Template?
    package let ports: Template?
    package let volumes: Template?
    package let environment: Template?
    package let stdin: Template?
    package let arguments: [Template]
    package let cleanup: Cleanup
    package let pullPolicy: PullPolicy

    /// When the container is removed.
    package enum Cleanup: Sendable, Hashable {
        case always
        case never
        case eventually(after: DurationTemplate)

        enum Word: String, CaseIterable {
            case always, never, eventually
        }
    }

    package enum PullPolicy: String, Sendable, CaseIterable {
        case ifNotPresent, always, never
    }
}
