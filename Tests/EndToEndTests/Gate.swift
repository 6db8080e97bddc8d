import Foundation

/// Holds threads until it is opened.
final class Gate: @unchecked Sendable {
    // Read and written under `changed`.
    private var isOpen = false
    private let changed = NSCondition()

    func wait() { changed.withLock { while !isOpen { changed.wait() } } }

    func open() {
        changed.withLock {
            isOpen = true
            changed.broadcast()
        }
    }
}
