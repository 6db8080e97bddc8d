import Foundation

/// What several threads get that do the same at once.
final class Answers: @unchecked Sendable {
    // `answers` is read and written under `changed`.
    private let changed = NSCondition()
    private var answers: [Int?] = []
    private let count: Int

    init(count: Int, _ body: @escaping @Sendable () -> Int?) {
        self.count = count
        for _ in 0..<count {
            Thread.detachNewThread {
                let answer = body()
                self.changed.withLock {
                    self.answers.append(answer)
                    self.changed.signal()
                }
            }
        }
    }

    /// All of them; fewer when they do not come within a minute.
    func wait() -> [Int?] {
        let end = Date(timeIntervalSinceNow: 60)
        return changed.withLock {
            while answers.count < count { if !changed.wait(until: end) { break } }
            return answers
        }
    }
}
