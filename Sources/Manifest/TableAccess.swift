/// Which tables a program reads, and whose rows it inserts, updates and deletes.
///
/// MariaDB reads to find the rows that it updates or deletes, so those tables are read as well.
package struct TableAccess: Sendable, Hashable {
    private var lists: [TableVerb: [String]] = [:]

    package init(read: [String] = [], insert: [String] = [], update: [String] = [], delete: [String] = []) {
        lists = [.read: read, .insert: insert, .update: update, .delete: delete]
    }

    /// The tables that a verb may be used on, as declared.
    package subscript(verb: TableVerb) -> [String] {
        lists[verb] ?? []
    }

    /// All tables, sorted.
    package var tables: [String] {
        Set(lists.values.joined()).sorted()
    }

    /// What may be done with a table, in the order of the verbs.
    package func verbs(on table: String) -> [TableVerb] {
        TableVerb.allCases.filter { self[$0].contains(table) }
    }

    /// What this one and the other one may do together.
    func union(_ other: TableAccess) -> TableAccess {
        var sum = self
        for verb in TableVerb.allCases {
            sum.lists[verb] = self[verb] + other[verb].filter { !self[verb].contains($0) }
        }
        return sum
    }
}

extension TableAccess: Decodable {
    private enum CodingKeys: String, CodingKey {
        case read, insert, update, delete
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            read: try members.decodeIfPresent([String].self, forKey: .read) ?? [],
            insert: try members.decodeIfPresent([String].self, forKey: .insert) ?? [],
            update: try members.decodeIfPresent([String].self, forKey: .update) ?? [],
            delete: try members.decodeIfPresent([String].self, forKey: .delete) ?? [])
    }
}
