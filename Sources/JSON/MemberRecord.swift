import OrderedCollections

/// Which members of the objects that were decoded their types know, and which ones none of them does.
final class MemberRecord {
    private struct Object {
        var unknown: OrderedSet<String>
        var known: OrderedSet<String> = []
    }

    private var objects: OrderedDictionary<JSONPointer, Object> = [:]

    /// An object is being read by a type. Where two types read one object, a member is unknown when both do not know it.
    func begin(_ pointer: JSONPointer, unknown: [String]) {
        objects[pointer, default: Object(unknown: OrderedSet(unknown))].unknown.formIntersection(unknown)
    }

    func ask(_ pointer: JSONPointer, for name: String) {
        objects[pointer]?.known.append(name)
    }

    /// - Parameter isComplete: whether decoding came to its end, so that every member a type knows was asked for.
    func unknown(isComplete: Bool) -> [JSONShapeError.Issue] {
        objects.flatMap { pointer, object in
            let known = object.known.map { "\"\($0)\"" }.joined(separator: ", ")
            let hint = isComplete && !known.isEmpty ? "; the members here are \(known)" : ""
            return object.unknown.map { name in
                JSONShapeError.Issue(pointer: pointer.appending(name), message: "is not known here" + hint)
            }
        }
    }
}
