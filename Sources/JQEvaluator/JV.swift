import CJq

/// A value of libjq that is freed with its last owner.
final class JV {
    /// Borrowed: copy it for calls that consume their arguments (nearly all do).
    let raw: jv

    /// Takes over `raw`.
    init(_ raw: jv) {
        self.raw = raw
    }

    deinit {
        jv_free(raw)
    }

    convenience init(_ text: String) {
        self.init(jv_string_sized(text, Int32(text.utf8.count)))
    }

    convenience init(_ flag: Bool) {
        self.init(jv_bool(flag ? 1 : 0))
    }

    convenience init(index: Int) {
        self.init(jv_number(Double(index)))
    }

    convenience init(_ elements: [JV]) {
        self.init(elements.reduce(jv_array()) { jv_array_append($0, $1.copy) })
    }

    convenience init(_ members: KeyValuePairs<String, JV>) {
        self.init(members.reduce(jv_object()) { jv_object_set($0, JV($1.key).copy, $1.value.copy) })
    }

    convenience init(parsing text: [CChar]) {
        self.init(text.withUnsafeBufferPointer { jv_parse_sized($0.baseAddress, Int32($0.count)) })
    }

    /// One more reference, for a call that consumes it.
    var copy: jv { jv_copy(raw) }

    var isValid: Bool { jv_get_kind(raw) != JV_KIND_INVALID }

    /// The member of an object; invalid where there is none.
    subscript(name: String) -> JV {
        guard jv_get_kind(raw) == JV_KIND_OBJECT else { return JV(jv_invalid()) }
        return JV(jv_object_get(copy, JV(name).copy))
    }

    /// This object with one member changed.
    func setting(_ name: String, to value: JV) -> JV {
        JV(jv_object_set(copy, JV(name).copy, value.copy))
    }

    var elements: [JV] {
        guard jv_get_kind(raw) == JV_KIND_ARRAY else { return [] }
        return (0..<jv_array_length(copy)).map { JV(jv_array_get(copy, $0)) }
    }

    var string: String? {
        guard jv_get_kind(raw) == JV_KIND_STRING else { return nil }
        return withBytes { String(decoding: $0, as: UTF8.self) }
    }

    var int: Int? {
        guard jv_get_kind(raw) == JV_KIND_NUMBER else { return nil }
        return Int(exactly: jv_number_value(raw))
    }

    /// The message of an invalid value that stands for an error; nil for one that stands for nothing.
    var failure: String? {
        guard !isValid, jv_invalid_has_msg(copy) != 0 else { return nil }
        let message = JV(jv_invalid_get_msg(copy))
        return message.string ?? "error (not a string): \(message.dumped.string ?? "")"
    }

    /// The value as JSON text: a string.
    var dumped: JV {
        JV(jv_dump_string(copy, 0))
    }

    /// The length of a string in bytes.
    var length: Int {
        Int(jv_string_length_bytes(copy))
    }

    /// The bytes of a string.
    func withBytes<T>(_ body: (UnsafeRawBufferPointer) -> T) -> T {
        body(UnsafeRawBufferPointer(start: jv_string_value(raw), count: length))
    }
}
