import Foundation

/// Texts that occur nowhere by chance: what becomes of them can be seen.
final class Marks {
    private(set) var all: [String] = []

    /// A new one, of lowercase letters, digits and hyphens, that says where it was put.
    func callAsFunction(_ place: String) -> String {
        let mark = "leak-\(place)-\(UUID().uuidString.lowercased().prefix(8))"
        all.append(mark)
        return mark
    }

    /// Those that stand in a text, in whatever case.
    func found(in text: String) -> [String] {
        let text = text.lowercased()
        return all.filter { text.contains($0) }
    }
}
