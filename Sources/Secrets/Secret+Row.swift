internal import Database
internal import Identity

extension Secret {
    static let columns: SQL = "id, name, revision, created_by, created_at, updated_by, updated_at"

    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), name: try row.get("name"), revision: try row.get("revision"),
            createdBy: try row.get("created_by"), createdAt: try row.get("created_at"),
            updatedBy: try row.get("updated_by"), updatedAt: try row.get("updated_at"))
    }
}
