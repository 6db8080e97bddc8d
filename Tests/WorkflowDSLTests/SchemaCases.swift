import JSON

/// Walks the language's schema and makes documents of it: right ones with each property, and wrong ones.
struct SchemaCases {
    struct Case {
        let document: JSON
        /// Where the document differs from the smallest one.
        let pointer: JSONPointer
    }

    /// Each property that the schema knows, in a document of its own.
    private(set) var right: [Case] = []
    /// Each object with a member that it does not know.
    private(set) var unknown: [Case] = []
    /// Each object without a member that it needs; the place is the object's.
    private(set) var incomplete: [Case] = []
    /// Each value of another kind, or that is none of its words.
    private(set) var wrong: [Case] = []

    /// Objects in which the schema allows members that it does not know.
    private static let open: Set = ["EventProperties", "EmitEventWith", "WithEvent", "EmitEventDefinition"]
    /// What the parser takes in more forms than the schema, or does not ask for.
    private static let lenient: Set = [
        // Later editions allow a list.
        "ForIn",
        // The product's own: numbers and booleans in headers, an expression for any number.
        "GRPCArguments",
    ]

    private let sampler: SchemaSampler
    private var seen: Set<String> = []

    /// A document that defines all names that a sample refers to.
    private static let base: JSON = [
        "document": ["dsl": "1.0.3", "namespace": "sample", "name": "sample", "version": "1.0.0"],
        "use": [
            "authentications": ["sample": ["bearer": ["token": "sample"]]],
            "errors": ["sample": ["type": "https://a.example", "status": 400]],
            "functions": ["sample": ["set": ["sample": 1]]], "retries": ["sample": [:]], "secrets": ["sample"],
            "timeouts": ["sample": ["after": "PT1S"]],
        ],
        "do": [["sample": ["set": ["sample": 1]]]],
    ]

    init(schema: JSON) {
        sampler = SchemaSampler(root: schema)
        let place = Place(pointer: .root) { value in Self.document(with: value) }
        visitObject(schema, at: place)
    }

    private struct Place {
        let pointer: JSONPointer
        /// The document with a value in this place.
        let document: (JSON) -> JSON

        func below(_ token: String, in value: JSON) -> Place {
            Place(pointer: pointer.appending(token)) { child in
                guard var elements = value.array else {
                    var value = value
                    value[token] = child
                    return document(value)
                }
                elements[Int(token) ?? 0] = child
                return document(.array(elements))
            }
        }
    }

    private static func document(with value: JSON) -> JSON {
        var document = base
        for (name, member) in value.object ?? [:] {
            guard name == "use", let groups = member.object else {
                document[name] = member
                continue
            }
            var use = base["use"] ?? [:]
            for (group, entries) in groups { use[group] = entries == [:] ? use[group] : entries }
            document["use"] = use
        }
        return document
    }

    private mutating func visit(_ schema: JSON, at place: Place) {
        // Each definition once: they refer to each other in circles.
        if let reference = schema["$ref"]?.string, !seen.insert(reference).inserted { return }
        let alternatives = sampler.alternatives(of: schema)
        for alternative in alternatives {
            if let items = alternative["items"], alternative["type"] == "array" {
                let element = sampler.sample(items)
                right.append(Case(document: place.document([element]), pointer: place.pointer))
                visit(items, at: place.below("0", in: [element]))
            } else if sampler.shape(of: alternative) != nil {
                visitObject(alternative, at: place)
            } else {
                right.append(Case(document: place.document(sampler.sample(alternative)), pointer: place.pointer))
            }
        }
        if let alternative = alternatives.first, alternatives.count == 1 { addWrong(alternative, at: place) }
    }

    private mutating func visitObject(_ schema: JSON, at place: Place) {
        guard let shape = sampler.shape(of: schema) else { return }
        let least = sampler.sample(shape)
        right.append(Case(document: place.document(least), pointer: place.pointer))
        let title = schema["title"]?.string ?? ""
        if !shape.properties.isEmpty, !Self.open.contains(title) {
            var more = least
            more["zzz"] = 1
            unknown.append(Case(document: place.document(more), pointer: place.pointer.appending("zzz")))
        }
        // What the base has must not stand in for it.
        for name in shape.required.sorted() where !place.pointer.tokens.isEmpty {
            // A loop without its head is a `do`.
            if name == "for", shape.required.contains("do") { continue }
            var less = least
            less[name] = nil
            incomplete.append(Case(document: place.document(less), pointer: place.pointer))
        }
        // Tasks first, so that what they refer to is met where it can be.
        let names = shape.properties.keys.sorted { ($0 == "do" ? 0 : 1, $0) < ($1 == "do" ? 0 : 1, $1) }
        for name in names {
            guard let property = shape.properties[name] else { continue }
            var more = least
            more[name] = sampler.sample(property)
            right.append(Case(document: place.document(more), pointer: place.pointer.appending(name)))
            visit(property, at: place.below(name, in: more))
        }
        if let additional = shape.additional, additional != true {
            var more = least
            more["sample"] = sampler.sample(additional)
            visit(additional, at: place.below("sample", in: more))
        }
    }

    private mutating func addWrong(_ schema: JSON, at place: Place) {
        guard !Self.lenient.contains(schema["title"]?.string ?? "") else { return }
        let value: JSON
        switch schema["type"]?.string {
        case "string": value = schema["enum"] == nil ? [1] : "zzz"
        case "integer", "boolean": value = "zzz"
        case "array", "object": value = 5
        default: return
        }
        wrong.append(Case(document: place.document(value), pointer: place.pointer))
    }
}
