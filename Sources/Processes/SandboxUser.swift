internal import Glibc
internal import Synchronization

/// A user for one sandbox that root starts: what the kernel counts for a user it then counts for this sandbox.
///
/// Given to another sandbox when this value is gone.
final class SandboxUser: Sendable {
    /// Nobody else has them (systemd's UIDS-GIDS: 60578–61183 are unused).
    private static let range = 60_600..<61_100
    private static let taken = Mutex<Set<Int>>([])
    /// So that several workers on one host seldom meet; if they do, two sandboxes share what one may have.
    private static let start = Int(getpid()) &* 31 % range.count

    let number: Int

    init() {
        number = Self.taken.withLock { taken in
            let first = Self.range.lowerBound + Self.start
            let free =
                (first..<Self.range.upperBound).first { !taken.contains($0) }
                ?? (Self.range.lowerBound..<first).first { !taken.contains($0) } ?? Self.range.upperBound
            taken.insert(free)
            return free
        }
    }

    deinit {
        Self.taken.withLock { [number] in _ = $0.remove(number) }
    }
}
