internal import CCurl

extension EasyOptions {
    /// Methods that say the length of their body also when it is empty (RFC 9110, section 8.6).
    private static let methodsWithBody: Set<String> = ["POST", "PUT", "PATCH"]

    /// - Parameter headerLines: must live as long as the handle.
    mutating func set(_ request: HTTPRequest, headerLines: UnsafeMutablePointer<curl_slist>?, rest: Duration) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_HTTPHEADER, UnsafeMutableRawPointer(headerLines))
        // Signals belong to the program; the time limits work without them.
        set(CURLOPT_NOSIGNAL, 1)
        // Not unset: then libcurl would look into the environment.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_TIMEOUT_MS, rest.milliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.milliseconds)
        if let credentials = request.digestCredentials {
            set(CURLOPT_HTTPAUTH, curl_auth_digest)
            set(CURLOPT_USERNAME, credentials.username)
            set(CURLOPT_PASSWORD, credentials.password)
        }
        if request.method == "HEAD" {
            // Its Content-Length is about a body that does not come.
            return set(CURLOPT_NOBODY, 1)
        }
        setOffset(CURLOPT_MAXFILESIZE_LARGE, request.maxResponseBytes)
        if !request.body.isEmpty || Self.methodsWithBody.contains(request.method) {
            setOffset(CURLOPT_POSTFIELDSIZE_LARGE, request.body.count)
            if request.body.isEmpty {
                set(CURLOPT_COPYPOSTFIELDS, "")
            } else {
                set(CURLOPT_COPYPOSTFIELDS, request.body)
            }
        }
        set(CURLOPT_CUSTOMREQUEST, request.method)
    }
}

extension HTTPRequest {
    /// The headers as libcurl takes them; for the caller to free.
    var headerLines: UnsafeMutablePointer<curl_slist>? {
        // libcurl would say that the body is a form, and would wait for a 100 before a large one.
        let unwanted = ["Content-Type:", "Expect:"].filter { line in
            !headers.contains { $0.0.lowercased() + ":" == line.lowercased() }
        }
        let lines = unwanted + headers.map { name, value in value.isEmpty ? "\(name);" : "\(name): \(value)" }
        return lines.reduce(nil) { list, line in curl_slist_append(list, line) ?? list }
    }
}

extension Duration {
    /// Rounded up: libcurl takes 0 for "no limit".
    fileprivate var milliseconds: Int {
        max(1, Int((self / .milliseconds(1)).rounded(.up)))
    }
}
