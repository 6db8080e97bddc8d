internal import FunctionKit
internal import Sessions

extension Request {
    /// Where it came from, for the list of sessions.
    var origin: SessionOrigin {
        SessionOrigin(address: address, userAgent: header("User-Agent"))
    }
}
