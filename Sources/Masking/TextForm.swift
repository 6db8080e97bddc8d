/// A text as it is, or with one of its encodings undone, and where each byte comes from.
struct TextForm {
    private let text: UnsafeBufferPointer<UInt8>
    /// Nil: the text as it is.
    private let decoded: [UInt8]?
    /// Where the source of each decoded byte starts, and where that of the last one ends.
    private let starts: [UInt32]

    /// The text, and what becomes of it if it is percent-encoded, a form's field, or a part of a JSON text. Good as long as
    /// the buffer.
    static func forms(of text: UnsafeBufferPointer<UInt8>) -> [TextForm] {
        var forms = [TextForm(text)]
        if text.contains(UInt8(ascii: "%")) { forms.append(TextForm(text, decoding: percent)) }
        if text.contains(UInt8(ascii: "+")) { forms.append(TextForm(text, decoding: formField)) }
        if text.contains(UInt8(ascii: "\\")) { forms.append(TextForm(text, decoding: JSONEscape.decode)) }
        return forms
    }

    func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let decoded else { return body(text) }
        decoded.withUnsafeBufferPointer(body)
    }

    /// The bytes of the text from which some of this form's come.
    func source(_ range: Range<Int>) -> Range<Int> {
        decoded == nil ? range : Int(starts[range.lowerBound])..<Int(starts[range.upperBound])
    }

    private init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        decoded = nil
        starts = []
    }

    /// - Parameter decode: the bytes at a place and how many bytes of the text they come from; nil: it stands for itself.
    private init(
        _ text: UnsafeBufferPointer<UInt8>,
        decoding decode: (UnsafeBufferPointer<UInt8>, Int) -> (bytes: [UInt8], length: Int)?
    ) {
        var decoded: [UInt8] = []
        var starts: [UInt32] = []
        decoded.reserveCapacity(text.count)
        starts.reserveCapacity(text.count + 1)
        var place = 0
        while place < text.count {
            if let (bytes, length) = decode(text, place) {
                for byte in bytes {
                    decoded.append(byte)
                    starts.append(UInt32(place))
                }
                place += length
            } else {
                decoded.append(text[place])
                starts.append(UInt32(place))
                place += 1
            }
        }
        starts.append(UInt32(text.count))
        self.text = text
        self.decoded = decoded
        self.starts = starts
    }

    /// RFC 3986, section 2.1.
    private static func percent(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> (bytes: [UInt8], length: Int)? {
        guard text[place] == UInt8(ascii: "%"), let byte = JSONEscape.hexadecimal(text, place + 1, digits: 2) else {
            return nil
        }
        return ([UInt8(byte)], 3)
    }

    /// `application/x-www-form-urlencoded`.
    private static func formField(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> (bytes: [UInt8], length: Int)? {
        text[place] == UInt8(ascii: "+") ? ([UInt8(ascii: " ")], 1) : percent(text, place)
    }
}
