extension JSON {
    /// Whether values stand in values more than `levels` deep; a value that is no array or object has the depth 0. Looks no
    /// deeper than it must.
    package func isDeeper(than levels: Int) -> Bool {
        switch self {
        case .array(let elements): levels < 1 || elements.contains { $0.isDeeper(than: levels - 1) }
        case .object(let members): levels < 1 || members.contains { $0.value.isDeeper(than: levels - 1) }
        default: false
        }
    }
}
