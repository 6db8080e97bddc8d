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

    /// Makes a consumer group, and the stream when there is none; does nothing when there is one.
    ///
    /// - Parameter start: the group reads what comes after this id; `0`: all, `$`: what is added from now on.
    package func createGroup(_ group: String, of stream: String, after start: String = "0") throws(RedisError) {
        do throws(RedisError) {
            try send("XGROUP", "CREATE", stream, group, start, "MKSTREAM")
        } catch .refused(code: "BUSYGROUP", _) {
            return
        }
    }

    /// Reads entries that no consumer of the group has been given yet; they are pending until acknowledged.
    ///
    /// - Parameter wait: how long to wait for a first entry; zero: not at all.
    package func readGroup(
        _ group: String, of stream: String, as consumer: String, limit: Int, wait: Duration = .zero
    ) throws(RedisError) -> [RedisStreamEntry] {
        // Redis takes BLOCK 0 for "for ever".
        let milliseconds = Int((wait / .milliseconds(1)).rounded(.up))
        let block = milliseconds > 0 ? ["BLOCK", String(milliseconds)] : []
        let command =
            ["XREADGROUP", "GROUP", group, consumer, "COUNT", String(limit)] + block + ["STREAMS", stream, ">"]
        let answer = try send(command.map { RedisArgument($0) }, blocking: wait)
        if answer == .null { return [] }
        guard let entries = answer.array?.first?.array?.last?.array else { throw .unexpected(command: "XREADGROUP") }
        return entries.compactMap { RedisStreamEntry($0) }
    }

    /// Takes over entries that were given to a consumer at least `idle` ago and not acknowledged.
    package func claim(
        _ group: String, of stream: String, as consumer: String, idle: Duration, limit: Int
    ) throws(RedisError) -> [RedisStreamEntry] {
        let answer = try send(
            "XAUTOCLAIM", stream, group, consumer, String(Int(idle / .milliseconds(1))), "0", "COUNT", String(limit))
        guard let parts = answer.array, parts.count >= 2, let entries = parts[1].array else {
            throw .unexpected(command: "XAUTOCLAIM")
        }
        return entries.compactMap { RedisStreamEntry($0) }
    }

    /// Ends the care for entries that were dealt with.
    ///
    /// - Returns: how many of them were pending.
    @discardableResult
    package func acknowledge(_ ids: [String], of stream: String, in group: String) throws(RedisError) -> Int {
        if ids.isEmpty { return 0 }
        let answer = try send((["XACK", stream, group] + ids).map { RedisArgument($0) })
        guard let count = answer.integer else { throw .unexpected(command: "XACK") }
        return count
    }
}
