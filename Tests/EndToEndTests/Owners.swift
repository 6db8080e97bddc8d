import HTTPClient
import Synchronization

/// Whose every mark and every id is that has been seen.
final class Owners: Sendable {
    private struct State {
        var ids: [String: Int] = [:]
        var leaks: [String] = []
    }

    private let state = Mutex(State())
    /// A word in everything that a tenant makes.
    let marks: [String]

    init(count: Int, seed: UInt64) {
        marks = (0..<count).map { "mark\($0)x\(String(seed, radix: 16))z" }
    }

    var leaks: [String] { state.withLock { $0.leaks } }

    /// Some ids of other tenants, to try.
    func others(than tenant: Int) -> [String] { state.withLock { $0.ids.filter { $0.value != tenant }.keys.sorted() } }

    func own(of tenant: Int) -> [String] { state.withLock { $0.ids.filter { $0.value == tenant }.keys.sorted() } }

    /// Looks at an answer: marks and ids of others are leaks, ids that are new are the tenant's own.
    ///
    /// - Parameters:
    ///   - request: what it asked for; ids in it were not learnt from the answer.
    ///   - learns: whether ids in it belong to the tenant; false: of an answer that is everybody's.
    func look(at answer: HTTPResponse, to request: String, by tenant: Int, learns: Bool) {
        let text = answer.headers.map { "\($0.0): \($0.1)" }.joined(separator: "\n") + "\n" + answer.text
        let ids = Set(
            text.matches(of: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/).map { String($0.0) })
        state.withLock { state in
            for (other, mark) in marks.enumerated() where other != tenant && text.contains(mark) {
                state.leaks.append("\(request) by tenant \(tenant) shows \(mark): \(answer.text.prefix(500))")
            }
            for id in ids where !request.contains(id) {
                if let owner = state.ids[id] {
                    guard owner != tenant else { continue }
                    state.leaks.append(
                        "\(request) by tenant \(tenant) shows \(id) of \(owner): \(answer.text.prefix(500))")
                } else if learns, (200...299).contains(answer.status) {
                    state.ids[id] = tenant
                }
            }
        }
    }
}
