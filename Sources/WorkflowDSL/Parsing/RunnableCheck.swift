import JSON

/// Names what of a document this version cannot run.
///
/// It looks at the document as it is written, so it also finds what stands beside things that are wrong.
struct RunnableCheck {
    private(set) var issues: [(node: DocumentNode, message: String)] = []

    init(_ document: DocumentNode) {
        refuse(Unsupported.inDocument, in: document)
        checkLanguage(document)
        checkTasks(document["do"])
        for name in document.value["use"]?["functions"]?.object?.keys.elements ?? [] {
            if let task = document["use"]?["functions"]?[name] { checkTask(task) }
        }
        for item in document["use"]?["extensions"]?.elements ?? [] {
            for name in item.value.object?.keys.elements ?? [] {
                checkTasks(item[name]?["before"])
                checkTasks(item[name]?["after"])
            }
        }
    }

    /// A function that stands by itself.
    init(function: DocumentNode) {
        checkTask(function)
    }

    private mutating func checkTasks(_ list: DocumentNode?) {
        for item in list?.elements ?? [] {
            for name in item.value.object?.keys.elements ?? [] {
                if let task = item[name] { checkTask(task) }
            }
        }
    }

    private mutating func checkTask(_ task: DocumentNode) {
        checkCall(task)
        for place in ["/do", "/try", "/catch/do", "/fork/branches", "/foreach/do"] { checkTasks(task.at(place)) }
    }

    private mutating func checkCall(_ task: DocumentNode) {
        guard let node = task["call"], let name = node.value.string else { return }
        if let advice = Unsupported.calls[name] {
            issues.append((node, "\(name.quoted) calls are not supported yet; \(advice)"))
        }
    }

    private mutating func checkLanguage(_ document: DocumentNode) {
        if let node = document.at("/evaluate/language"), let language = node.value.string, language != "jq" {
            issues.append((node, "expressions are jq; write `language: jq`"))
        }
    }

    private mutating func refuse(_ places: [String: String], in node: DocumentNode) {
        for (place, advice) in places.sorted(by: { $0.key < $1.key }) {
            guard let found = node.at(place) else { continue }
            issues.append((found, "\(found.label) is not supported yet; \(advice)"))
        }
    }
}

extension DocumentNode {
    fileprivate subscript(name: String) -> DocumentNode? {
        value[name].map { child(name, $0) }
    }

    fileprivate var elements: [DocumentNode] {
        (value.array ?? []).enumerated().map { child($0, $1) }
    }

    /// What stands at a place below, such as `/catch/then`.
    fileprivate func at(_ place: String) -> DocumentNode? {
        JSONPointer(place)?.tokens.reduce(self) { node, name in node?[name] }
    }
}
