/// Which tables a program reads, and whose rows it inserts, updates and deletes.
///
/// MariaDB reads to find the rows that it updates or deletes, so those tables are read as well.
package struct TableAccess: Sendable, Hashable {
    private var lists: [TableVerb: [String]] = [:]
    /// Of tables that are not read whole.
    private var columns: [String: [String]] = [:]

    package init(
        read: [String] = [], insert: [String] = [], update: [String] = [], delete: [String] = [],
        columns: [String: [String]] = [:]
    ) {
        lists = [.read: read, .insert: insert, .update: update, .delete: delete]
        self.columns = columns
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

    /// The columns of a table that are read; nil: all of them.
    package func columns(of table: String) -> [String]? { columns[table] }

    /// What this one and the other one may do together.
    func union(_ other: TableAccess) -> TableAccess {
        var sum = self
        for verb in TableVerb.allCases {
            sum.lists[verb] = self[verb] + other[verb].filter { !self[verb].contains($0) }
        }
        for (table, more) in other.columns where !self[.read].contains(table) { sum.columns[table] = more }
        for (table, own) in columns where other[.read].contains(table) {
            sum.columns[table] = other.columns[table].map { Array(Set(own + $0)).sorted() }
        }
        return sum
    }
}

extension TableAccess: Decodable {
    private enum CodingKeys: String, CodingKey {
        case read, insert, update, delete
    }

    /// `users`, or `users: [id, email]` for some of its columns.
    private enum Table: Decodable {
        case whole(String)
        case some([String: [String]])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let name = try? value.decode(String.self) {
                self = .whole(name)
            } else {
                self = .some(try value.decode([String: [String]].self))
            }
        }

        var names: [String] {
            switch self {
            case .whole(let name): [name]
            case .some(let columns): columns.keys.sorted()
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        let read = try members.decodeIfPresent([Table].self, forKey: .read) ?? []
        var columns: [String: [String]] = [:]
        for case .some(let some) in read { columns.merge(some) { $0 + $1 } }
        self.init(
            read: read.flatMap(\.names),
            insert: try members.decodeIfPresent([String].self, forKey: .insert) ?? [],
            update: try members.decodeIfPresent([String].self, forKey: .update) ?? [],
            delete: try members.decodeIfPresent([String].self, forKey: .delete) ?? [], columns: columns)
    }
}
