/// A day of the Gregorian calendar, in UTC.
struct CivilDate {
    private static let day: Int64 = 86_400_000_000

    /// How long so many months are from a time on; the 31st of a month without one is its last day.
    ///
    /// - Parameter start: microseconds since 1970-01-01T00:00:00Z.
    static func length(ofMonths months: Int, from start: Int64) -> Duration {
        let days = start >= 0 ? start / day : (start - day + 1) / day
        let (year, month, dayOfMonth) = civil(Int(days))
        let total = year * 12 + month - 1 + months
        let (laterYear, laterMonth) = (total / 12, total % 12 + 1)
        let last = number(laterYear, laterMonth + 1, 1) - number(laterYear, laterMonth, 1)
        return .microseconds((Int64(number(laterYear, laterMonth, min(dayOfMonth, last))) - days) * day)
    }

    /// The days since 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"); month 13 is the next January.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        if month > 12 { return number(year + 1, month - 12, day) }
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
