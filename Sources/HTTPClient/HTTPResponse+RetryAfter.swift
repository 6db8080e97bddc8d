internal import CCurl
internal import Glibc

extension HTTPResponse {
    /// How long the sender asks to wait before the next attempt (RFC 9110, section 10.2.3: seconds or a date); zero for
    /// a date that is over, nil where nothing is said or it cannot be read.
    package var retryAfter: Duration? {
        guard let text = header("Retry-After") else { return nil }
        if let seconds = UInt32(text) { return .seconds(seconds) }
        // It also reads bare numbers, as dates; those that are no seconds ("-5", "1.5") are nothing.
        guard text.first?.isLetter == true else { return nil }
        let date = curl_getdate(text, nil)
        guard date >= 0 else { return nil }
        // The sender's date is of the clock that it has answered by; ours may have been set.
        let sent = header("Date").map { curl_getdate($0, nil) } ?? -1
        return .seconds(max(0, date - (sent < 0 ? time(nil) : sent)))
    }
}
