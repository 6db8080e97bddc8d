/// A container to run (specification, "Container Process").
///
/// It has no network, so it can publish no ports. Its volumes are empty folders that last as long as it does. It is removed at
/// its end, whatever `lifetime` says: nobody but the host's operator could look at it afterwards.
package struct Container: Sendable {
    package enum PullPolicy: Sendable, Hashable {
        case ifNotPresent, always, never
    }

    package var image: String
    /// A label for the operator. Its real name is the runner's own, since two runs may ask for the same one.
    package var name: String?
    /// A command line for the image's `sh`, with the arguments as `$1`, `$2`; nil: the image's own command gets them.
    package var command: String?
    package var arguments: [String]
    /// Refused unless empty.
    package var ports: [String: String]
    /// Folders in the container, by names that must be relative: nothing of the host can be mounted.
    package var volumes: [String: String]
    package var pullPolicy: PullPolicy

    package init(
        image: String, name: String? = nil, command: String? = nil, arguments: [String] = [],
        ports: [String: String] = [:], volumes: [String: String] = [:], pullPolicy: PullPolicy = .ifNotPresent
    ) {
        self.image = image
        self.name = name
        self.command = command
        self.arguments = arguments
        self.ports = ports
        self.volumes = volumes
        self.pullPolicy = pullPolicy
    }
}
