/// The bytes of a message on their way to libcurl, which takes as many at a time as it likes.
final class MailUpload {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    func next(into room: UnsafeMutableRawBufferPointer) -> Int {
        let part = rest.prefix(room.count)
        room.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }
}
