internal import CCurl

/// One request and its answer: a handle of libcurl and what it has received. One thread uses it.
final class Exchange {
    /// The most bytes of an answer's headers.
    static let headerLimit = 64 << 10

    let easy: UnsafeMutableRawPointer
    private let request: HTTPRequest
    private let rest: Duration
    private let guardian: ConnectionGuard?
    private let largeAnswers: LargeAnswers
    private var place: AnswerPlace?
    /// Whether libcurl waits until there is a place for a large answer.
    private(set) var isPaused = false
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    private var knownNames: UnsafeMutablePointer<curl_slist>?
    private var head = ResponseHead()
    private var body: [UInt8] = []
    /// The limit because of which this side gave up.
    private var excess: HTTPError?

    /// - Parameters:
    ///   - rest: what is left of the request's time.
    ///   - largeAnswers: whom it asks for a place.
    init(_ request: HTTPRequest, rest: Duration, among largeAnswers: LargeAnswers) throws(HTTPError) {
        guard rest > .zero else { throw .timeLimit(request.timeout) }
        guard let easy = curl_easy_init() else { throw .connection("libcurl has no memory") }
        self.easy = easy
        self.request = request
        self.rest = rest
        self.largeAnswers = largeAnswers
        guardian = request.rule.map { ConnectionGuard($0, url: request.url) }
        headerLines = request.headerLines
        knownNames = request.names.reduce(nil) { list, entry in curl_slist_append(list, entry) ?? list }
        guard configure() == CURLE_OK else { throw .invalidRequest("libcurl does not take it") }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerLines)
        curl_slist_free_all(knownNames)
    }

    /// What libcurl's end of the exchange means.
    func result(_ code: CURLcode) -> Result<HTTPResponse, HTTPError> {
        if let excess { return .failure(excess) }
        // A name may have several addresses: where another one was connected to, all is well.
        if code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK, let kind = guardian?.refused {
            return .failure(.addressRefused(kind))
        }
        switch code {
        case CURLE_OK:
            var status = 0
            curl_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
            return .success(HTTPResponse(status: status, headers: head.headers, body: body, place: place))
        case CURLE_OPERATION_TIMEDOUT:
            return .failure(wasConnecting ? .connectTimeLimit(request.connectTimeout) : .timeLimit(request.timeout))
        case CURLE_FILESIZE_EXCEEDED:
            return .failure(.responseLimit(bytes: request.maxResponseBytes))
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            return .failure(.invalidRequest("the URL is not one"))
        default:
            // Not libcurl's longer message, which may quote the URL.
            return .failure(.connection(String(cString: curl_easy_strerror(code))))
        }
    }

    /// Where a redirect points, as an absolute URL.
    var redirectLocation: String? {
        var location: UnsafePointer<CChar>?
        curl_easy_get_text(easy, CURLINFO_REDIRECT_URL, &location)
        return location.map { String(cString: $0) }
    }

    /// Which of its limits libcurl means: it has one code for both.
    private var wasConnecting: Bool {
        var connectedAfter: curl_off_t = 0
        curl_easy_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T, &connectedAfter)
        return connectedAfter == 0 && request.connectTimeout < rest
    }

    private func configure() -> CURLcode {
        let receiver = Unmanaged.passUnretained(self).toOpaque()
        var options = EasyOptions(easy)
        options.set(request, headerLines: headerLines, rest: rest)
        options.set(CURLOPT_RESOLVE, UnsafeMutableRawPointer(knownNames))
        guardian?.configure(&options)
        options.set(CURLOPT_HEADERDATA, receiver)
        options.set(CURLOPT_HEADERFUNCTION) { data, size, count, receiver in
            Exchange.receive(data, size * count, receiver) { $0.receive(header: $1) ? $1.count : 0 }
        }
        options.set(CURLOPT_WRITEDATA, receiver)
        options.set(CURLOPT_WRITEFUNCTION) { data, size, count, receiver in
            Exchange.receive(data, size * count, receiver) { $0.receive(body: $1) }
        }
        return options.code
    }

    /// Goes on where the exchange was paused, if there is a place.
    func goOn() {
        guard isPaused, largeAnswers.hasRoom(for: request.owner) else { return }
        isPaused = false
        curl_easy_pause(easy, CURLPAUSE_RECV_CONT)
    }

    /// - Returns: how much was taken; less than there is ends the exchange, or pauses it.
    private static func receive(
        _ data: UnsafeMutablePointer<CChar>?, _ count: Int, _ receiver: UnsafeMutableRawPointer?,
        _ body: (Exchange, UnsafeRawBufferPointer) -> Int
    ) -> Int {
        guard let receiver else { return 0 }
        let exchange = Unmanaged<Exchange>.fromOpaque(receiver).takeUnretainedValue()
        return body(exchange, UnsafeRawBufferPointer(start: data, count: count))
    }

    private func receive(header line: UnsafeRawBufferPointer) -> Bool {
        head.take(line)
        guard head.byteCount > Self.headerLimit else { return true }
        excess = .headerLimit(bytes: Self.headerLimit)
        return false
    }

    private func receive(body chunk: UnsafeRawBufferPointer) -> Int {
        let size = body.count + chunk.count
        guard size <= request.maxResponseBytes else {
            excess = .responseLimit(bytes: request.maxResponseBytes)
            return 0
        }
        if size > LargeAnswers.smallest, place == nil {
            place = largeAnswers.enter(for: request.owner)
            guard place != nil else {
                isPaused = true
                return Int(CURL_WRITEFUNC_PAUSE)
            }
        }
        body.append(contentsOf: chunk)
        return chunk.count
    }
}
