import Database
import Identity
import JSON
import JSONSchema
import Masking
import Secrets
import Supervision
import WorkflowEngine

/// The secrets of a run: what it reads as `$secrets`, and the mask that keeps them out of all that it says.
struct RunSecrets: Sendable {
    /// The members of `$secrets`.
    let values: JSONObject
    /// Keeps them out of all that is written: the run itself reads them nowhere else.
    let mask: SecretMask
    /// Keeps what stood in fields that schemas mark secret out of what is shown, too. The run goes on with these: they stand
    /// in its input and in its journal.
    private(set) var shownMask: SecretMask
    /// How many of these there are.
    private var marked = 0

    /// Of a run whose workflow declares none.
    static let none = RunSecrets(values: [:], mask: .none)

    private init(values: JSONObject, mask: SecretMask) {
        self.values = values
        self.mask = mask
        shownMask = mask
    }

    /// Reads the secrets that a workflow declares.
    ///
    /// - Parameter names: the workflow's `use.secrets`.
    /// - Throws: `WorkflowError`: authorization (403) where one is missing, as the specification has it; configuration
    ///   where there are too many; runtime where one cannot be decrypted, which the log explains. A `DatabaseError`: nothing
    ///   was read, try again later where it is temporary.
    init(_ names: [String], in tenant: TenantID, from store: SecretStore) throws {
        guard !names.isEmpty else {
            self = .none
            return
        }
        let (found, missing) = try Self.read(names, in: tenant, from: store)
        guard missing.isEmpty else {
            let list = missing.joined(separator: ", ")
            throw WorkflowError(
                .authorization,
                detail:
                    "The workflow needs secrets that are not there: \(list). Put each: intelligentic secret set NAME.")
        }
        let members = names.compactMap { name in found[name].map { (name, $0) } }
        self.init(
            values: JSONObject(members, uniquingKeysWith: { first, _ in first }), mask: SecretMask(found.values))
    }

    /// Takes a note of what the run has met in marked fields.
    mutating func learn(_ secretValues: Set<JSON>) {
        guard secretValues.count != marked else { return }
        marked = secretValues.count
        shownMask = SecretMask(Array(values.values) + secretValues)
    }

    /// The input of another run. What stood in marked fields goes on to fields that are marked there as well, and nowhere else.
    ///
    /// - Parameter fields: gives those of the other run's input; asked only where it matters.
    func input(_ value: JSON, marking fields: () throws -> SecretFields?) rethrows -> JSON {
        guard marked > 0, let fields = try fields() else { return shownMask.mask(value) }
        return fields.map(value, rest: { shownMask.mask($0) }, marked: { mask.mask($0) })
    }

    private static func read(
        _ names: [String], in tenant: TenantID, from store: SecretStore
    ) throws -> (values: [String: JSON], missing: [String]) {
        do {
            return try store.values(of: names, in: tenant)
        } catch let limit as SecretLimit {
            throw WorkflowError(.configuration, detail: limit.description)
        } catch let unreadable as SecretUnreadable {
            DaemonLog.worker.note(
                .error, "a secret cannot be read",
                ["tenant": .string(tenant.description), "reason": .string("\(unreadable)")])
            throw WorkflowError(
                .runtime,
                detail: "The secret \(unreadable.name) cannot be decrypted; the worker's log has the reason.")
        }
    }
}
