internal import CMariaDB
internal import Glibc
internal import Identity

extension Timestamp {
    init(_ time: MYSQL_TIME) {
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
            Int32(time.year) - 1_900, Int32(time.month) - 1, Int32(time.day)
        )
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (Int32(time.hour), Int32(time.minute), Int32(time.second))
        self.init(microseconds: Int64(timegm(&parts)) * 1_000_000 + Int64(time.second_part))
    }
}

extension MYSQL_TIME {
    init(_ timestamp: Timestamp) {
        let (quotient, remainder) = timestamp.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        // Before 1970 the fraction still counts forwards.
        var seconds = time_t(remainder < 0 ? quotient - 1 : quotient)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        self.init()
        (year, month, day) = (UInt32(parts.tm_year + 1_900), UInt32(parts.tm_mon + 1), UInt32(parts.tm_mday))
        (hour, minute, second) = (UInt32(parts.tm_hour), UInt32(parts.tm_min), UInt32(parts.tm_sec))
        second_part = UInt(remainder < 0 ? remainder + 1_000_000 : remainder)
        time_type = MYSQL_TIMESTAMP_DATETIME
    }
}
