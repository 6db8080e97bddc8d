internal import Synchronization

/// Lets few large answers be in memory at a time. The others wait with what they have received; their time runs.
final class LargeAnswers: Sendable {
    /// An answer with more bytes than this is large.
    static let smallest = 64 << 10
    /// How many there may be.
    static let limit = 16
    /// Those of one owner.
    static let ownerLimit = 12

    private let counts = Mutex<(all: Int, owners: [String: Int])>((0, [:]))

    func hasRoom(for owner: String?) -> Bool {
        counts.withLock { counts in
            counts.all < Self.limit && owner.map { counts.owners[$0, default: 0] < Self.ownerLimit } ?? true
        }
    }

    /// - Returns: nil: there is no place now.
    func enter(for owner: String?) -> AnswerPlace? {
        guard hasRoom(for: owner) else { return nil }
        // One thread enters; meanwhile others can only leave.
        counts.withLock { counts in
            counts.all += 1
            if let owner { counts.owners[owner, default: 0] += 1 }
        }
        return AnswerPlace(self, owner: owner)
    }

    fileprivate func leave(_ owner: String?) {
        counts.withLock { counts in
            counts.all -= 1
            guard let owner, let left = counts.owners[owner] else { return }
            counts.owners[owner] = left > 1 ? left - 1 : nil
        }
    }
}

/// The place of a large answer, which whoever has the answer holds.
package final class AnswerPlace: Sendable {
    private let answers: LargeAnswers
    private let owner: String?

    fileprivate init(_ answers: LargeAnswers, owner: String?) {
        self.answers = answers
        self.owner = owner
    }

    deinit { answers.leave(owner) }
}
