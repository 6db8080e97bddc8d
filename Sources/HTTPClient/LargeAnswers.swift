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
        counts.withLock { $0.all < Self.limit && $0.owners[owner ?? "", default: 0] < Self.ownerLimit }
    }

    /// - Returns: nil: there is no place now.
    func enter(for owner: String?) -> AnswerPlace? {
        guard hasRoom(for: owner) else { return nil }
        // One thread enters; meanwhile others can only leave.
        counts.withLock { counts in
            counts.all += 1
            counts.owners[owner ?? "", default: 0] += 1
        }
        return AnswerPlace(self, owner: owner ?? "")
    }

    fileprivate func leave(_ owner: String) {
        counts.withLock { counts in
            counts.all -= 1
            let rest = counts.owners[owner, default: 1] - 1
            counts.owners[owner] = rest == 0 ? nil : rest
        }
    }
}

/// The place of a large answer, which whoever has the answer holds.
final class AnswerPlace: Sendable {
    private let answers: LargeAnswers
    private let owner: String

    fileprivate init(_ answers: LargeAnswers, owner: String) {
        self.answers = answers
        self.owner = owner
    }

    deinit { answers.leave(owner) }
}
