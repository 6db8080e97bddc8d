import JSON

/// Names what of a document this version cannot run.
///
/// It looks at the document as it is written, so it also finds what stands beside things that are wrong.
struct RunnableCheck {
    private(set) var issues: [(node: DocumentNode, message: String)] = []
    private let functions: Set<String>

    init(_ document: DocumentNode) {
        let use = document.value["use"]
        functions = Set(use?["functions"]?.object?.keys.elements ?? [])
        refuse(Unsupported.inDocument, in: document)
        checkEvaluation(document)
        for name in use?["retries"]?.object?.keys.elements ?? [] {
            if let policy = document["use"]?["retries"]?[name] { checkRetry(policy) }
        }
        checkTasks(document["do"])
    }

    private mutating func checkTasks(_ list: DocumentNode?) {
        for item in list?.elements ?? [] {
            for name in item.value.object?.keys.elements ?? [] {
                if let task = item[name] { checkTask(task) }
            }
        }
    }

    private mutating func checkTask(_ task: DocumentNode) {
        refuse(Unsupported.inTask, in: task)
        for (kind, advice) in Unsupported.tasks.sorted(by: { $0.key < $1.key }) {
            if let node = task[kind] { issues.append((node, "\(kind.quoted) tasks are not supported yet; \(advice)")) }
        }
        checkCall(task)
        if let retry = task["catch"]?["retry"], retry.value.object != nil { checkRetry(retry) }
        checkTasks(task["do"])
        checkTasks(task["try"])
        checkTasks(task["catch"]?["do"])
    }

    private mutating func checkCall(_ task: DocumentNode) {
        guard let node = task["call"], let name = node.value.string else { return }
        if let advice = Unsupported.calls[name] {
            issues.append((node, "\(name.quoted) calls are not supported yet; \(advice)"))
        } else if functions.contains(name) || name.contains("@") || name.contains("://") {
            issues.append((node, "functions such as \(name.quoted) are not supported yet; \(Unsupported.call)"))
        } else if name == "http", let arguments = task["with"] {
            refuse(Unsupported.inHTTPCall, in: arguments)
        }
    }

    private mutating func checkRetry(_ policy: DocumentNode) {
        refuse(Unsupported.inRetry, in: policy)
        for place in Unsupported.retryDurations {
            guard let node = policy.at(place), let text = node.value.string else { continue }
            if text.contains("${") {
                issues.append(
                    (node, "expressions are not supported yet in durations; write one such as `{seconds: 5}`"))
            } else if (try? DurationParser.duration(of: text)) == nil {
                issues.append(
                    (node, "years and months have no fixed length; write days, such as `{days: 30}` or `P30D`"))
            }
        }
    }

    private mutating func checkEvaluation(_ document: DocumentNode) {
        if let node = document.at("/evaluate/language"), let language = node.value.string, language != "jq" {
            issues.append((node, "expressions are jq; write `language: jq`"))
        }
        if let node = document.at("/evaluate/mode"), node.value == "loose" {
            issues.append(
                (node, "mode `loose` is not supported yet; write `mode: strict` and put expressions into `${ }`"))
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
