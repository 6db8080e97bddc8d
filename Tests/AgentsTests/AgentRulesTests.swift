import Agents
import JSON
import Testing

struct AgentRulesTests {
    @Test("Good names", arguments: ["a", "Release-Notes-2", "0", String(repeating: "a", count: 63)])
    func goodName(name: String) {
        #expect(AgentName.issue(name) == nil)
    }

    @Test(
        "Bad names",
        arguments: ["", "-a", "a-", "a b", "a_b", "ä", "a/b", "a.b", "a\n", String(repeating: "a", count: 64)])
    func badName(name: String) {
        #expect(AgentName.issue(name)?.pointer.description == "/name")
    }

    @Test func `Settings at their limits are fine`() {
        for (temperature, tokens) in [(0.0, 1), (2.0, 1_000_000)] {
            let settings = AgentSettings(
                model: "m", instructions: String(repeating: "x", count: 65_535), outputSchema: true,
                temperature: temperature, maxOutputTokens: tokens)
            #expect(settings.issues().isEmpty)
        }
    }

    @Test func `All that is beyond its limit is named at once`() {
        let settings = AgentSettings(
            model: "m", instructions: String(repeating: "x", count: 65_536),
            outputSchema: ["title": .string(String(repeating: "x", count: 65_536))], temperature: 2.1,
            maxOutputTokens: 0)
        #expect(
            settings.issues().map(\.pointer.description)
                == ["/instructions", "/outputSchema", "/temperature", "/maxOutputTokens"])
    }

    @Test("Instructions must say something", arguments: ["", " \n"])
    func empty(instructions: String) {
        #expect(
            AgentSettings(model: "m", instructions: instructions).issues().map(\.pointer.description)
                == ["/instructions"])
    }
}
