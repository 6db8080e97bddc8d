import Identity
import JSON
import Testing

@testable import Supervision

@Suite struct DaemonLogTests {
    @Test func `a line says when, how grave, who and what, and no detail takes their place`() {
        let line = DaemonLog("worker").line(
            .warning, "no lease", ["program": "other", "run": 7], at: Timestamp(microseconds: 0))
        #expect(
            line.text
                == #"{"time":"1970-01-01T00:00:00.000000Z","level":"warning","program":"worker","message":"no lease","run":7}"#
        )
    }
}
