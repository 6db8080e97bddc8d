package import Identity

/// What one thread has made of the latest versions of workflows, for as long as they are the latest.
///
/// A version never changes, so only which one is the latest is asked each time: one look at the end of an index instead of a join,
/// and a document on its way through three programs.
package final class LatestVersionCache<Shown> {
    /// Workflows that are kept; beyond, all are forgotten.
    package static var entryLimit: Int { 64 }
    /// The longest document that is kept, in bytes: 2 MB for a full cache.
    package static var documentLimit: Int { 32 * 1_024 }
    /// After so long a workflow is read again, which puts versions in order that an older program has deployed meanwhile
    /// (``WorkflowStore``).
    static var lifetime: Duration { .seconds(10) }

    private struct Key: Hashable {
        let tenant: TenantID
        let name: WorkflowName
    }

    private struct Entry {
        let workflow: WorkflowID
        let precedence: [UInt8]
        let shown: Shown
        let end: ContinuousClock.Instant
    }

    private let workflows: WorkflowStore
    private var entries: [Key: Entry] = [:]

    package init(_ workflows: WorkflowStore) {
        self.workflows = workflows
    }

    /// What `make` makes of a workflow's latest version, now or when it was asked before; nil where there is none.
    ///
    /// - Throws: ``DatabaseError``, and what `make` throws.
    package func latest(
        _ name: WorkflowName, in tenant: TenantID, make: (WorkflowStore.Document) throws -> Shown
    ) throws -> Shown? {
        let key = Key(tenant: tenant, name: name)
        if let entry = entries[key], .now < entry.end,
            try workflows.latestPrecedence(of: entry.workflow, in: tenant) == entry.precedence
        {
            return entry.shown
        }
        entries[key] = nil
        guard let document = try workflows.documentWithResources(name, in: tenant) else { return nil }
        let shown = try make(document)
        if document.size <= Self.documentLimit {
            if entries.count >= Self.entryLimit { entries.removeAll(keepingCapacity: true) }
            entries[key] = Entry(
                workflow: document.version.workflow, precedence: document.version.version.precedence, shown: shown,
                end: .now + Self.lifetime)
        }
        return shown
    }
}
