/// Five fields that say at which minutes something happens (POSIX, `crontab`).
package struct CronExpression: Sendable, Hashable {
    package let text: String
    /// 0 to 59.
    package let minutes: Set<Int>
    /// 0 to 23.
    package let hours: Set<Int>
    /// 1 to 31.
    package let daysOfMonth: Set<Int>
    /// 1 to 12.
    package let months: Set<Int>
    /// 0, Sunday, to 6.
    package let daysOfWeek: Set<Int>
    /// Whether both fields for days say something: then a day of either counts.
    package let matchesEitherDay: Bool
}
