internal import DequeModule

/// A line in which owners take turns: what one of them puts in keeps its order, and the next one taken out is of the owner
/// whose turn is longest ago. However much one owner puts in, another waits for one turn of each.
package struct FairLine<Owner: Hashable, Element> {
    private var lines: [Owner: Deque<Element>] = [:]
    /// The owners with elements, in the order of their turns.
    private var rotation: [Owner] = []
    package private(set) var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package mutating func append(_ element: Element, of owner: Owner) {
        if lines[owner] == nil { rotation.append(owner) }
        lines[owner, default: []].append(element)
        count += 1
    }

    /// Takes the next one out.
    ///
    /// - Parameter isMeant: whose turn it may be; others keep their turns.
    package mutating func removeFirst(where isMeant: (Owner) -> Bool = { _ in true }) -> Element? {
        guard let place = rotation.firstIndex(where: isMeant) else { return nil }
        let owner = rotation.remove(at: place)
        let element = lines[owner]?.removeFirst()
        if lines[owner]?.isEmpty == false { rotation.append(owner) } else { lines[owner] = nil }
        count -= 1
        return element
    }

    /// Takes out all that are meant.
    ///
    /// - Returns: these.
    @discardableResult
    package mutating func removeAll(where isMeant: (Element) -> Bool) -> [Element] {
        var removed: [Element] = []
        for owner in rotation {
            lines[owner]?.removeAll { element in
                guard isMeant(element) else { return false }
                removed.append(element)
                return true
            }
            if lines[owner]?.isEmpty == true { lines[owner] = nil }
        }
        guard !removed.isEmpty else { return [] }
        rotation.removeAll { lines[$0] == nil }
        count -= removed.count
        return removed
    }

    /// All of them, each owner's in their order.
    package var elements: some Sequence<Element> { rotation.lazy.flatMap { lines[$0] ?? [] } }

    /// The owners with elements.
    package var owners: [Owner] { rotation }
}
