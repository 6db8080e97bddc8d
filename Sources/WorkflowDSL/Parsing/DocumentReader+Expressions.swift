import JSON

extension DocumentReader {
    /// An expression-typed property: a jq program, bare or in `${ }` (digest of the specification, A2).
    func expression(_ node: DocumentNode?) -> Expression? {
        guard let node else { return nil }
        guard let text = node.value.string else {
            let hint = node.value.isScalar ? "; put quotes around it" : ""
            report(
                node,
                "\(node.label) must be an expression such as `.count > 0`, not \(node.value.kindForMessage)\(hint)")
            return nil
        }
        guard text.trimmed.hasPrefix("${") else { return register(text, at: node) }
        guard let pieces = pieces(of: text, at: node) else { return nil }
        guard case .expression(let source)? = pieces.only else {
            report(node, "\(node.label) takes one expression; put one `${ }` around all of it, or none")
            return nil
        }
        return register(source, at: node)
    }

    /// A property with a string or an object that shapes data: `input.from`, `output.as`, `export.as`.
    func shape(_ node: DocumentNode?) -> Template? {
        guard let node else { return nil }
        switch node.value {
        case .string: return expression(node).map { .expression($0) }
        case .object: return template(node)
        default:
            report(
                node,
                "\(node.label) must be an expression such as `.items` or an object of values, not "
                    + node.value.kindForMessage)
            return nil
        }
    }

    /// A value in which strings may be or hold `${ }`.
    func template(_ node: DocumentNode?) -> Template? {
        guard let node else { return nil }
        switch node.value {
        case .null, .bool, .number:
            return .literal(node.value)
        case .string(let text):
            return text.utf8.contains(UInt8(ascii: "$")) ? stringTemplate(text, at: node) : plainText(text, at: node)
        case .array(let elements):
            let templates = elements.enumerated().map { template(node.child($0, $1)) }
            if templates.allSatisfy(\.isLiteral) { return .literal(node.value) }
            return .array(templates.compactMap { $0 })
        case .object(let members):
            let templates = members.map { (name: $0, value: template(node.child($0, $1))) }
            if templates.allSatisfy(\.value.isLiteral) { return .literal(node.value) }
            return .object(templates.compactMap { name, value in value.map { (name, $0) } })
        }
    }

    /// A text without `${ }`.
    private func plainText(_ text: String, at node: DocumentNode) -> Template {
        let source = "try [first((\(text)\n))] catch null"
        guard isLoose, !text.trimmed.isEmpty, LooseText.mayBeExpression(text),
            source.utf8.count <= WorkflowParser.expressionLengthLimit
        else {
            return .literal(node.value)
        }
        return .attempt(table.expression(source, isAttempt: true, at: expressionPlace(node)), node.value)
    }

    /// Reads something in which only what stands in `${ }` is an expression, whatever the mode.
    private func strictly<T>(_ read: () -> T) -> T {
        let wasLoose = isLoose
        defer { isLoose = wasLoose }
        isLoose = false
        return read()
    }

    /// A string property whose text may be or hold `${ }`, in any mode: it names something and is no data.
    func text(_ node: DocumentNode?) -> Template? {
        guard let node, string(node) != nil else { return nil }
        return strictly { template(node) }
    }

    /// A string property whose text is one expression as a whole or has none: `${NAME}` inside it is another language's.
    func code(_ node: DocumentNode?) -> Template? {
        guard let node, let text = string(node) else { return nil }
        if text.trimmed.hasPrefix("${"), case .expression(let source)? = try? ExpressionScanner.pieces(of: text).only {
            return register(source, at: node).map { .expression($0) }
        }
        return .literal(node.value)
    }

    /// A list of strings whose texts may be or hold `${ }`.
    func texts(_ node: DocumentNode?) -> [Template] {
        guard let node else { return [] }
        guard let elements = node.value.array else {
            report(node, "\(node.label) must be a list of strings, not \(node.value.kindForMessage)")
            return []
        }
        return elements.enumerated().compactMap { text(node.child($0, $1)) }
    }

    /// An object of any values, or an expression that gives one.
    func values(_ node: DocumentNode?, example: String) -> Template? {
        guard let node else { return nil }
        if case .string = node.value, case .expression(let expression)? = template(node) {
            return .expression(expression)
        }
        return anyMembers(of: node, example: example).flatMap { template($0.node) }
    }

    func register(_ source: String, at node: DocumentNode) -> Expression? {
        let source = source.trimmed
        guard !source.isEmpty else {
            report(node, "\(node.label) is an empty expression; write `.` for the data as it is")
            return nil
        }
        guard source.utf8.count <= WorkflowParser.expressionLengthLimit else {
            report(
                node,
                "the expression has \(source.utf8.count) bytes; \(WorkflowParser.expressionLengthLimit) is the limit")
            return nil
        }
        return table.expression(source, at: expressionPlace(node))
    }

    private func expressionPlace(_ node: DocumentNode) -> ExpressionTable.Place {
        let place = place(of: node)
        return ExpressionTable.Place(pointer: place.pointer, line: place.line, origin: origin?.address)
    }

    private func stringTemplate(_ text: String, at node: DocumentNode) -> Template? {
        guard let pieces = pieces(of: text, at: node) else { return nil }
        if case .expression(let source)? = pieces.only { return register(source, at: node).map { .expression($0) } }
        let segments = pieces.map { piece -> Template.Segment? in
            switch piece {
            case .text(let text): .text(text)
            case .expression(let source): register(source, at: node).map { .expression($0) }
            }
        }
        guard segments.contains(where: { if case .expression = $0 { true } else { false } }) else {
            return segments.contains(nil) ? nil : plainText(text, at: node)
        }
        return .interpolation(segments.compactMap { $0 })
    }

    private func pieces(of text: String, at node: DocumentNode) -> [ExpressionScanner.Piece]? {
        do {
            return try ExpressionScanner.pieces(of: text)
        } catch {
            report(
                node,
                "an expression begins with `${` and has no `}` at its end; close it, or write `${ \"${\" }` for the text"
            )
            return nil
        }
    }
}

extension Template? {
    /// Also what could not be read: it has been reported.
    fileprivate var isLiteral: Bool {
        switch self {
        case nil, .literal: true
        default: false
        }
    }
}

extension Array {
    /// The element of an array of one.
    var only: Element? { count == 1 ? first : nil }
}
