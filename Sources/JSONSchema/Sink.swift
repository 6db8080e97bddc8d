internal import CValijson
internal import JSON

/// Collects what valijson has to say.
final class Sink {
    private(set) var issues: [JSONSchemaIssue] = []

    /// Calls `body` with this as the context of a `valijson_sink`.
    func collect<T>(_ body: (UnsafeMutableRawPointer, valijson_sink) -> T) -> T {
        withExtendedLifetime(self) {
            body(Unmanaged.passUnretained(self).toOpaque()) { context, place, placeSize, text, textSize in
                guard let context else { return }
                Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
                    .add(Sink.string(place, placeSize), Sink.string(text, textSize))
            }
        }
    }

    private func add(_ place: String, _ message: String) {
        issues.append(JSONSchemaIssue(pointer: JSONPointer(place) ?? .root, message: message))
    }

    private static func string(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
