internal import Redis

/// What a request asks Redis, in one round trip: is there a request left, and does the session go on?
///
/// All keys belong to one tenant or to one address.
enum GateScript {
    /// Keys: the rate cell, and where there is one the session, the generation of its tenant, and the requests that the tenant has
    /// sent today. Arguments: the interval and the allowance of the limit, in microseconds, the value of an ended session, how many
    /// requests to take if there are plenty, how many of those that were taken before are given back, the requests and seconds of
    /// the limit, and how many requests a tenant may send on a day that has no number of its own (empty: any number).
    ///
    /// A generation may carry what its tenant may send other than others (`TenantRates`): `GENERATION xPERCENT dREQUESTS
    /// ENDPOINT=PERCENT :CLASS=PERCENT ENDPOINT:CLASS=PERCENT`, of which each may be missing. The cell's name has the endpoint, and ends with the
    /// class where that is not interactive.
    ///
    /// Answers `[session, wait, base, taken, percent]`, times in microseconds from now: the session's value (nil: Redis does not know, or
    /// it is not of the present generation), how long to wait (0: taken), in how long the allowance is full, and how many requests were taken: several only for a
    /// session that is known, and no more than a two-hundredth of what is left. An ended session takes no request. Where requests
    /// of a day are counted, `[…, requests a day, used, end of the day]` follow, and no request is taken in advance. The clock is
    /// Redis's, so that all processes and hosts count alike. The same rules as ``RateCell``. What rate cells count is not worth a
    /// line in Redis's log and goes to no replica: without it limits refill. The requests of a day are: else they would begin anew
    /// with Redis.
    static let script = RedisScript(
        """
        local session = KEYS[2] and redis.call('GET', KEYS[2]) or false
        local generation, rates = string.match(KEYS[3] and redis.call('GET', KEYS[3]) or '', '^(%d+)(.*)$')
        if session and session ~= ARGV[3] and (not generation or generation ~= string.match(session, '^%d+')) then
            session = false
        end
        local interval, allowance = tonumber(ARGV[1]), tonumber(ARGV[2])
        local percent, daily = 100, KEYS[4] and tonumber(ARGV[8])
        if rates and rates ~= '' then
            local endpoint = string.match(KEYS[1], ':rate:(%w+)') or ''
            local class = string.match(KEYS[1], ':automation$') or ':interactive'
            percent = tonumber(string.match(rates, ' ' .. endpoint .. class .. '=(%d+)')
                or string.match(rates, ' ' .. endpoint .. '=(%d+)') or string.match(rates, ' ' .. class .. '=(%d+)')
                or string.match(rates, ' x(%d+)') or 100)
            daily = KEYS[4] and tonumber(string.match(rates, ' d(%d+)') or daily or '')
        end
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
        local today, used, left
        if daily then
            -- The day stands in the value: a key that ends at midnight may be there a moment longer.
            today = string.format('%.0f', math.floor(now / 86400000000))
            used = tonumber(string.match(redis.call('GET', KEYS[4]) or '', '^' .. today .. ':(%d+)$') or 0)
            left = 86400000000 - now % 86400000000
            if used >= daily then return {session, left, base - now, 0, percent, daily, used, left} end
        end
        local next = base + interval
        if daily and next <= now + allowance then
            used = used + 1
            redis.call('SET', KEYS[4], string.format('%s:%.0f', today, used), 'PX', math.ceil(left / 1000))
        end
        redis.set_repl(redis.REPL_NONE)
        if next > now + allowance then
            if tonumber(ARGV[5]) > 0 then
                redis.call('SET', KEYS[1], string.format('%.0f', base), 'PX', math.ceil((base - now) / 1000) + 1)
            end
            return {session, next - now - allowance, base - now, 0, percent, daily, used, left}
        end
        local taken = 1
        if session and not daily then
            taken = math.max(1, math.min(tonumber(ARGV[4]), math.floor((now + allowance - base) / interval / 200)))
            next = base + taken * interval
        end
        redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
        return {session, 0, next - now, taken, percent, daily, used, left}
        """)

    /// What the script answered.
    struct Admission: Sendable, Hashable {
        /// What Redis holds of the session; nil: it does not know it.
        let session: String?
        let standing: RateStanding
        /// How many requests were taken.
        let taken: Int
    }

    /// What Redis may know of whoever is signed in: keys of one tenant.
    struct SessionKeys: Sendable, Hashable {
        let session: String
        /// Of its tenant, like the next one.
        let generation: String
        /// Nil: this request is not one of those that are counted for the day.
        let requests: String?
    }

    /// - Parameters:
    ///   - cell: the key of the rate cell.
    ///   - session: keys of one tenant; nil where nobody is signed in.
    ///   - wanted: how many requests to take if there are plenty.
    ///   - unused: how many to give back.
    ///   - daily: the requests a day of a tenant without a number of its own; nil: any number.
    static func ask(
        _ redis: Redis, cell: String, session: SessionKeys?, limit: RateLimit, ended: String, wanted: Int = 1,
        unused: Int = 0, daily: Int? = nil
    ) throws(RedisError) -> Admission {
        let answer = try redis.run(
            script,
            keys: [cell] + (session.map { [$0.session, $0.generation] + ($0.requests.map { [$0] } ?? []) } ?? []),
            arguments: [
                "\(limit.interval)", "\(limit.allowance)", ended, "\(wanted)", "\(unused)", "\(limit.requests)",
                "\(limit.seconds)", daily.map(String.init) ?? "",
            ])
        guard let read = read(answer, limit) else { throw .unexpected(command: "EVALSHA") }
        return read
    }

    /// - Returns: nil for what the script does not answer.
    static func read(_ answer: RedisValue, _ limit: RateLimit) -> Admission? {
        guard let parts = answer.array, parts.count >= 5, let percent = parts[4].integer, let wait = parts[1].integer,
            let refill = parts[2].integer,
            let taken = parts[3].integer
        else { return nil }
        let limit = percent == 100 ? limit : limit.scaled(percent: percent)
        let day = DayStanding(parts.dropFirst(5).compactMap(\.integer))
        // Who is refused for the day has some of the endpoint's left.
        let isOver = wait > 0 && day?.remaining != 0
        let remaining = isOver ? 0 : (limit.allowance - refill) / limit.interval
        return Admission(
            session: parts[0].string,
            standing: RateStanding(
                limit: limit, remaining: max(0, remaining), refill: refill, wait: wait > 0 ? wait : nil,
                day: day), taken: taken)
    }
}
