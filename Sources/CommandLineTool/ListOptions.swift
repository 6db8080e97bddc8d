import ArgumentParser
import JSON

/// How much of a list is shown.
struct ListOptions: ParsableArguments {
    /// What the API gives at a time.
    static let pageLimit = 100

    @Option(help: "The most that is shown.")
    var limit = 50

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000.") }
    }

    /// The items of as many pages as the limit takes, as `{"items": […], "nextCursor": …}`.
    func items(of path: String, _ query: [(String, String?)] = [], from platform: Platform) throws -> JSON {
        var items: [JSON] = []
        var cursor: String?
        repeat {
            let size = min(Self.pageLimit, limit - items.count)
            let page = try platform.get(path, query + [("limit", "\(size)"), ("cursor", cursor)])
            items += page["items"]?.array ?? []
            cursor = page["nextCursor"]?.string
        } while cursor != nil && items.count < limit
        return ["items": .array(items), "nextCursor": JSON(cursor)]
    }

    /// A list as a table, with the way to the rest.
    func table(of answer: JSON, _ titles: [String], none: String, _ cells: (JSON) -> [String]) -> [String] {
        let items = answer["items"]?.array ?? []
        guard !items.isEmpty else { return [none] }
        let rest = answer["nextCursor"]?.string == nil ? [] : ["… and more: --limit \(limit * 2)"]
        return TextTable(titles, rows: items.map(cells)).lines + rest
    }
}
