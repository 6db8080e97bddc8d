import Database

extension WorkflowStore {
    /// The columns that ``WorkflowVersion`` is read from.
    static let selectVersion: SQL = """
        SELECT v.id AS id, v.workflow_id AS workflow_id, w.namespace AS namespace, w.name AS name,
        v.version AS version, v.created_by AS created_by, v.created_at AS created_at
        """

    static let fromVersions: SQL = """
        FROM workflow_versions v JOIN workflows w ON w.tenant_id = v.tenant_id AND w.id = v.workflow_id
        """
}

extension WorkflowVersion {
    init(_ row: Row) throws(DatabaseError) {
        self.init(
            id: try row.get("id"), workflow: try row.get("workflow_id"),
            name: WorkflowName(namespace: try row.get("namespace"), name: try row.get("name")),
            version: try row.get("version"), createdBy: try row.get("created_by"),
            createdAt: try row.get("created_at"))
    }
}

extension WorkflowSource {
    init(_ row: Row) throws(DatabaseError) {
        self.init(text: try row.get("source"), mediaType: try row.get("media_type"))
    }
}

extension WorkflowSource.MediaType: SQLConvertible, SQLReadable {}
