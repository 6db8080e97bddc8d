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
        return date < 0 ? nil : .seconds(max(0, date - time(nil)))
    }
}
