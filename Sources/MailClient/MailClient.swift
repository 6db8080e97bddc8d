internal import CCurl

/// Sends messages, one after the other, each over a connection of its own. Waits for the server, so it needs a thread.
package struct MailClient: Sendable {
    /// For one message, connecting included.
    package static let sendLimit = Duration.seconds(20)
    private static let connectLimit = Duration.seconds(10)

    private static let isLibraryReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let server: SMTPServer

    package init(_ server: SMTPServer) {
        precondition(Self.isLibraryReady, "libcurl cannot start")
        self.server = server
    }

    /// Returns when the server has taken the message.
    package func send(_ message: MailMessage) throws(MailError) {
        guard let easy = curl_easy_init() else { throw .failed(reason: "libcurl has no memory", code: nil) }
        let recipients = curl_slist_append(nil, "<\(message.recipient)>")
        let upload = MailUpload(message.bytes)
        defer {
            curl_easy_cleanup(easy)
            curl_slist_free_all(recipients)
        }
        guard configure(easy, message, recipients, upload) else { throw .configuration("libcurl does not take it") }
        let result = withExtendedLifetime(upload) { curl_easy_perform(easy) }
        guard result != CURLE_OK else { return }
        var code = 0
        curl_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &code)
        // Who is not let in, or finds no TLS, has other settings than the server: the message is good all the same.
        let isOfMessage = ![
            CURLE_LOGIN_DENIED, CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
        ].contains(result)
        if isOfMessage, (500...599).contains(code) { throw .refused(code: code) }
        throw .failed(reason: String(cString: curl_easy_strerror(result)), code: code == 0 ? nil : code)
    }

    private func configure(
        _ easy: UnsafeMutableRawPointer, _ message: MailMessage, _ recipients: UnsafeMutablePointer<curl_slist>?,
        _ upload: MailUpload
    ) -> Bool {
        let milliseconds = { (duration: Duration) in Int(duration / .milliseconds(1)) }
        var codes = [
            curl_easy_set_text(easy, CURLOPT_URL, server.url),
            curl_easy_set_text(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            curl_easy_set_long(
                easy, CURLOPT_USE_SSL, Int((server.requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY).rawValue)),
            curl_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            curl_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(Self.connectLimit)),
            curl_easy_set_long(easy, CURLOPT_TIMEOUT_MS, milliseconds(Self.sendLimit)),
            curl_easy_set_text(easy, CURLOPT_MAIL_FROM, "<\(message.sender)>"),
            curl_easy_set_pointer(easy, CURLOPT_MAIL_RCPT, recipients),
            curl_easy_set_long(easy, CURLOPT_UPLOAD, 1),
            curl_easy_set_pointer(easy, CURLOPT_READDATA, Unmanaged.passUnretained(upload).toOpaque()),
            curl_easy_set_function(easy, CURLOPT_READFUNCTION) { space, size, count, upload in
                guard let space, let upload else { return 0 }
                let room = UnsafeMutableRawBufferPointer(start: space, count: size * count)
                return Unmanaged<MailUpload>.fromOpaque(upload).takeUnretainedValue().next(into: room)
            },
        ]
        // A password may have any character, so it is no part of the address.
        if let user = server.user, let password = server.password {
            codes.append(curl_easy_set_text(easy, CURLOPT_USERNAME, user))
            codes.append(curl_easy_set_text(easy, CURLOPT_PASSWORD, password))
        }
        return codes.allSatisfy { $0 == CURLE_OK }
    }
}
