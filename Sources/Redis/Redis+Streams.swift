extension Redis {
    /// Adds an entry to the end of a stream.
    ///
    /// - Parameter maximumLength: drops the oldest entries of a longer stream, about.
    /// - Returns: the entry's id.
    @discardableResult
    package func append(
        to stream: String, _ fields: [(name: String, value: RedisArgument)], maximumLength: Int? = nil
    ) throws(RedisError) -> String {
        var command: [RedisArgument] = ["XADD", RedisArgument(stream)]
        if let maximumLength { command += ["MAXLEN", "~", RedisArgument(maximumLength)] }
        command.append("*")
        for field in fields { command += [RedisArgument(field.name), field.value] }
        guard let id = try send(command).string else {
            throw .unexpected(command: "XADD")
        }
        return id
    }

    /// Reads the oldest entries of several streams; those that are not there have none.
    ///
    /// - Parameters:
    ///   - limit: of the entries of each stream.
    ///   - wait: how long to wait for a first entry; zero: not at all.
    /// - Returns: the streams that have entries.
    package func read(
        _ streams: [String], limit: Int, wait: Duration = .zero
    ) throws(RedisError) -> [(stream: String, entries: [RedisStreamEntry])] {
        let command =
            ["XREAD", "COUNT", String(limit)] + Self.block(wait) + ["STREAMS"] + streams + streams.map { _ in "0" }
        let answer = try send(command.map { RedisArgument($0) }, blocking: wait)
        if answer == .null { return [] }
        guard let found = answer.array else { throw .unexpected(command: "XREAD") }
        return found.compactMap { stream in
            guard let parts = stream.array, parts.count == 2, let name = parts[0].string, let entries = parts[1].array
            else { return nil }
            return (name, entries.compactMap { RedisStreamEntry($0) })
        }
    }

    /// How many entries a stream has.
    package func length(of stream: String) throws(RedisError) -> Int {
        guard let length = try send("XLEN", stream).integer else { throw .unexpected(command: "XLEN") }
        return length
    }

    /// The latest entries of a stream, the last one first.
    package func latest(of stream: String, limit: Int) throws(RedisError) -> [RedisStreamEntry] {
        guard let entries = try send("XREVRANGE", stream, "+", "-", "COUNT", String(limit)).array else {
            throw .unexpected(command: "XREVRANGE")
        }
        return entries.compactMap { RedisStreamEntry($0) }
    }

    /// Removes entries of a stream.
    package func remove(_ ids: [String], from stream: String) throws(RedisError) {
        if ids.isEmpty { return }
        try send((["XDEL", stream] + ids).map { RedisArgument($0) })
    }

    private static func block(_ wait: Duration) -> [String] {
        // Redis takes BLOCK 0 for "for ever".
        let milliseconds = Int((wait / .milliseconds(1)).rounded(.up))
        return milliseconds > 0 ? ["BLOCK", String(milliseconds)] : []
    }
}
