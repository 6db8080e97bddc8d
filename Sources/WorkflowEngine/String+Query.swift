extension String {
    /// The URL with more query parameters, percent-encoded (RFC 3986).
    func appending(query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return self }
        let parts = split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let text = query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return parts[0] + (parts[0].contains("?") ? "&" : "?") + text
    }

    private var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-._~".unicodeScalars.contains(scalar))
            {
                text.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                text += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return text
    }
}
