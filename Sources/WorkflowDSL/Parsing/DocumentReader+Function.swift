import JSON
import Spelling

extension DocumentReader {
    /// What a `call` names that is none of the ``calls``.
    func function(_ name: String, at node: DocumentNode) -> FunctionCall.Reference? {
        if reusables("functions")[name] != nil { return .named(name) }
        if name.contains("://") {
            guard let uri = uri(node) else { return nil }
            if case .uri(let template) = uri { return .resource(template) }
            report(node, "what is called must be known when the workflow is deployed; write its address")
            return nil
        }
        if name.contains("@") { return catalogued(name, at: node) }
        let hint =
            NearestName.hint(for: name, among: Self.calls + reusables("functions").keys.sorted())
            ?? "call one of \(Self.calls.filter { Unsupported.calls[$0] == nil }.listed), or define it there"
        report(node, "`use.functions` has no \(name.quoted); \(hint)")
        return nil
    }

    /// `name:version@catalog`
    private func catalogued(_ text: String, at node: DocumentNode) -> FunctionCall.Reference? {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, parts.count == 2, !parts[0].isEmpty, SemanticVersionText.isValid(parts[1]) else {
            report(node, "a function of a catalog is written `name:1.0.0@catalog`, with a semantic version")
            return nil
        }
        let catalogs = reusables("catalogs").keys.sorted()
        guard parts[0].isFunctionName else {
            report(node, "the name of a function in a catalog has letters, digits, `-`, `_` and `.` only")
            return nil
        }
        guard halves[1] == "default" || catalogs.contains(halves[1]) else {
            let hint = NearestName.hint(for: halves[1], among: catalogs + ["default"]) ?? "define it there"
            report(node, "`use.catalogs` has no \(halves[1].quoted); \(hint)")
            return nil
        }
        return .catalogued(name: parts[0], version: parts[1], catalog: halves[1])
    }
}

extension String {
    /// A segment of a path that needs no encoding and leads nowhere else.
    fileprivate var isFunctionName: Bool {
        first != "." && utf8.allSatisfy(\.isUnreserved)
    }
}
