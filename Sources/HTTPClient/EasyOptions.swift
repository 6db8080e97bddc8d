internal import CCurl

/// Options of a libcurl handle, set one after the other; the first failure counts.
struct EasyOptions {
    private let easy: UnsafeMutableRawPointer
    private(set) var code = CURLE_OK

    init(_ easy: UnsafeMutableRawPointer) {
        self.easy = easy
    }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(curl_easy_set_long(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: String) {
        note(curl_easy_set_text(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        note(curl_easy_set_pointer(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: curl_data_function) {
        note(curl_easy_set_function(easy, option, value))
    }

    /// Opens the sockets of the handle.
    mutating func setSocketOpener(_ value: curl_opensocket_callback) {
        note(curl_easy_set_opener(easy, value))
    }

    /// Is asked before each request, once there is a connection, new or kept.
    mutating func setRequestCheck(_ value: curl_prereq_callback) {
        note(curl_easy_set_request_check(easy, value))
    }

    mutating func setOffset(_ option: CURLoption, _ value: Int) {
        note(curl_easy_set_offset(easy, option, curl_off_t(value)))
    }

    /// libcurl copies them.
    mutating func set(_ option: CURLoption, _ bytes: [UInt8]) {
        note(bytes.withUnsafeBytes { curl_easy_set_pointer(easy, option, $0.baseAddress) })
    }

    private mutating func note(_ next: CURLcode) {
        if code == CURLE_OK { code = next }
    }
}
