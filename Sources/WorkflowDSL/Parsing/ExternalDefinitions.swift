/// What stands elsewhere, as far as it is known: the readers of a document and of its functions share it.
final class ExternalDefinitions {
    private let texts: [String: String]
    private var asked: Set<String> = []
    /// The functions that have been looked at: one may call itself.
    var reading: Set<String> = []
    var functions: [FunctionCall.Reference: NamedTask] = [:]
    private(set) var unresolved: [ExternalReference] = []

    init(_ texts: [String: String]) {
        self.texts = texts
    }

    /// The text at an address; one that is missing is noted.
    func text(of reference: ExternalReference) -> String? {
        let isNew = asked.insert(reference.address).inserted
        if let text = texts[reference.address] { return text }
        if isNew { unresolved.append(reference) }
        return nil
    }
}
