import Spelling
import Testing

struct NearestNameTests {
    @Test(arguments: [
        ("swtich", "switch"), ("Set", "set"), ("gett", "get"), ("xyz", nil), ("", nil),
        ("findPetByStatus", "findPetsByStatus"),
    ])
    func `a name that is misspelt, and nothing for another word`(name: String, nearest: String?) {
        let names = ["switch", "set", "get", "findPetsByStatus", "findPetsByTags"]
        #expect(NearestName.nearest(to: name, among: names) == nearest)
        #expect(NearestName.hint(for: name, among: names) == nearest.map { "did you mean `\($0)`?" })
    }
}
