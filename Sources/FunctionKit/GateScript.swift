internal import Redis

/// What a request asks Redis, in one round trip: is there a request left, and does the session go on?
///
/// All keys belong to one tenant or to one address.
enum GateScript {
    /// Keys: the rate cell, and where there is one the session, and the generation of its tenant. Arguments: the interval and the allowance of the limit, in
    /// microseconds, the value of an ended session, how many requests to take if there are plenty, and how many of those that
    /// were taken before are given back, and the requests and seconds of the limit.
    ///
    /// A generation may carry what its tenant has of each limit, in percent: `GENERATION xPERCENT`.
    ///
    /// Answers `[session, wait, base, taken, percent]`, times in microseconds from now: the session's value (nil: Redis does not know, or
    /// it is not of the present generation), how long to wait (0: taken), in how long the allowance is full, and how many requests were taken: several only for a
    /// session that is known, and no more than a two-hundredth of what is left. An ended session takes no request. The clock is
    /// Redis's, so that all processes and hosts count alike. The same rules as ``RateCell``. What is counted is not worth a
    /// line in Redis's log and goes to no replica: without it limits refill.
    static let script = RedisScript(
        """
        local session = KEYS[2] and redis.call('GET', KEYS[2]) or false
        local known = KEYS[3] and redis.call('GET', KEYS[3]) or ''
        local generation, percent = string.match(known, '^(%d+) x(%d+)$')
        generation = generation or string.match(known, '^%d+$')
        percent = tonumber(percent or 100)
        if session and session ~= ARGV[3] and (not generation or generation ~= string.match(session, '^%d+')) then
            session = false
        end
        local interval, allowance = tonumber(ARGV[1]), tonumber(ARGV[2])
        if percent ~= 100 then
            -- as `RateLimit.scaled(percent:)` has it
            local requests = math.max(math.floor(ARGV[6] * percent / 100), 1)
            interval = math.max(math.floor(ARGV[7] * 1000000 / requests), 1)
            allowance = interval * requests
        end
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local base = math.min(math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now), now + allowance)
        base = math.max(base - tonumber(ARGV[5]) * interval, now)
        if session == ARGV[3] then return {session, 0, base - now, 0, percent} end
        local next = base + interval
        redis.set_repl(redis.REPL_NONE)
        if next > now + allowance then
            if tonumber(ARGV[5]) > 0 then
                redis.call('SET', KEYS[1], string.format('%.0f', base), 'PX', math.ceil((base - now) / 1000) + 1)
            end
            return {session, next - now - allowance, base - now, 0, percent}
        end
        local taken = 1
        if session then
            taken = math.max(1, math.min(tonumber(ARGV[4]), math.floor((now + allowance - base) / interval / 200)))
            next = base + taken * interval
        end
        redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
        return {session, 0, next - now, taken, percent}
        """)

    /// What the script answered.
    struct Admission: Sendable, Hashable {
        /// What Redis holds of the session; nil: it does not know it.
        let session: String?
        let standing: RateStanding
        /// How many requests were taken.
        let taken: Int
    }

    /// - Parameters:
    ///   - cell: the key of the rate cell.
    ///   - session: the keys of the session and of its tenant's generation, of the same tenant; nil where nobody is signed in.
    ///   - wanted: how many requests to take if there are plenty.
    ///   - unused: how many to give back.
    static func ask(
        _ redis: Redis, cell: String, session: (value: String, generation: String)?, limit: RateLimit, ended: String,
        wanted: Int = 1, unused: Int = 0
    ) throws(RedisError) -> Admission {
        let answer = try redis.run(
            script, keys: [cell] + (session.map { [$0.value, $0.generation] } ?? []),
            arguments: [
                "\(limit.interval)", "\(limit.allowance)", ended, "\(wanted)", "\(unused)", "\(limit.requests)",
                "\(limit.seconds)",
            ])
        guard let read = read(answer, limit) else { throw .unexpected(command: "EVALSHA") }
        return read
    }

    /// - Returns: nil for what the script does not answer.
    static func read(_ answer: RedisValue, _ limit: RateLimit) -> Admission? {
        guard let parts = answer.array, parts.count == 5, let percent = parts[4].integer, let wait = parts[1].integer,
            let refill = parts[2].integer,
            let taken = parts[3].integer
        else { return nil }
        let limit = percent == 100 ? limit : limit.scaled(percent: percent)
        let remaining = wait > 0 ? 0 : (limit.allowance - refill) / limit.interval
        return Admission(
            session: parts[0].string,
            standing: RateStanding(
                limit: limit, remaining: max(0, remaining), refill: refill, wait: wait > 0 ? wait : nil), taken: taken)
    }
}
