/// What is to be done when a request's work is committed.
final class Afterwards: @unchecked Sendable {
    // One thread at a time has the request.
    var actions: [() -> Void] = []

    func run() {
        for action in actions { action() }
        actions = []
    }
}
