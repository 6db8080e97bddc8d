/// What is to be done when a request's work is committed.
final class Afterwards {
    var actions: [() -> Void] = []

    func run() {
        for action in actions { action() }
        actions = []
    }
}
