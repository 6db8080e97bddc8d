/// Which tables a program reads and writes.
package struct TableAccess: Sendable, Hashable {
    package var read: [String] = []
    package var write: [String] = []
}

extension TableAccess: Decodable {
    private enum CodingKeys: String, CodingKey {
        case read, write
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        read = try members.decodeIfPresent([String].self, forKey: .read) ?? []
        write = try members.decodeIfPresent([String].self, forKey: .write) ?? []
    }
}
