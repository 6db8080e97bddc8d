import Foundation
import JSON
import Masking
import TestServers
import Testing

@Suite struct SecretMaskTests {
    private let mask = SecretMask([
        ["username": "ada lovelace", "password": "p/+ä\"x\n%"], "correct-horse", 123_456, true, "abc", 7, nil, "",
        ["deep": [["xyzzy"]]],
    ])

    @Test(
        "Where a secret is, nothing of it is left",
        arguments: [
            ("correct-horse", "***"), ("Bearer correct-horse!", "Bearer ***!"),
            ("correct-horsecorrect-horse", "***"), ("xyzzyxyzzy, xyzzy", "***, ***"),
            ("?u=ada%20lovelace&x=1", "?u=***&x=1"), ("u=ada+lovelace&x=a+b", "u=***&x=a+b"),
            ("%61da%20lovelac%65", "***"), (#"{"p":"p/+ä\"x\n%"}"#, #"{"p":"***"}"#),
            (#"\u0070\/+\u00E4\"x\u000a%"#, "***"), ("p%2F%2b%C3%a4%22x%0A%25", "***"),
            ("Y29ycmVjdC1ob3JzZQ==", "***"), ("Basic YWRhOmNvcnJlY3QtaG9yc2U=", "Basic YWRhO***"),
            ("abc", "***"), ("123456", "***"), ("xyz", "xyz"), ("abcd", "abcd"), ("1234567", "1234567"), ("", ""),
            ("correct horse", "correct horse"), ("7", "7"), ("true", "true"), ("correct-hors", "correct-hors"),
        ])
    func text(text: String, expected: String) {
        #expect(mask.mask(text) == expected)
    }

    @Test func `values and names of members are masked at any depth, all others stay`() throws {
        let value = try JSON(
            parsing: """
                {"a": [1, 123456, 123456.0, 12345, true, null, "correct-horse"], "x xyzzy": {"xyzzy": 1, "correct-horse": 2},
                "z": 3}
                """)
        let expected = try JSON(
            parsing: """
                {"a": [1, "***", "***", 12345, true, null, "***"], "x ***": {"***": 1, "*** (2)": 2}, "z": 3}
                """)
        #expect(mask.mask(value).text == expected.text)
        let clean: JSON = ["a": [1, 2.5, "text", ["b": nil]], "username": "grace"]
        #expect(mask.mask(clean) == clean)
    }

    @Test func `a text of digits is found as a number too`() {
        #expect(SecretMask(["0815", "4711"]).mask([4711, "0815", "815", 815]) == ["***", "***", "815", 815])
    }

    @Test func `a mask without secrets changes nothing`() {
        for mask in [.none, SecretMask([]), SecretMask([true, nil, "", 12, [:], []])] {
            #expect(mask.isEmpty)
            #expect(mask.mask("true 12 \"\"") == "true 12 \"\"")
            #expect(mask.mask(["a": [true, 12, ""]]) == ["a": [true, 12, ""]])
        }
        #expect(!SecretMask(["abc"]).isEmpty)
    }

    @Test func `secrets that overlap or hold each other leave nothing`() {
        let mask = SecretMask(["abcdef", "defghi", "bcde", "xxxx"])
        #expect(mask.mask("abcdefghi abcdef bcdef xxxxxx") == "*** *** ***f ***")
    }

    @Test func `in every form, alone or with anything around it, a secret cannot be had from the masked text`() {
        var generator = SeededGenerator(seed: 1)
        var count = 0
        for _ in 0..<400 {
            let secrets = (0..<Int.random(in: 1...3, using: &generator)).map { _ in generator.text(4...12) }
            let mask = SecretMask(secrets.map(JSON.string))
            for form in TravellingForm.allCases {
                guard let secret = secrets.randomElement(using: &generator) else { continue }
                let (behind, before) = (generator.text(0...4), generator.text(0...4))
                let text = form.text(secret, behind: behind, before: before)
                let masked = mask.mask(text)
                #expect(masked.contains("***"), "\(form) of \(secret) in \(text)")
                #expect(!form.reveals(secret, in: masked), "\(form) of \(secret) in \(text): \(masked)")
                count += form.reveals(secret, in: text) ? 1 : 0
            }
        }
        #expect(count > 3_000, "the texts do not hold the secrets")
    }

    @Test func `what is no secret stays, byte by byte`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let secrets = (0..<3).map { _ in "S" + generator.text(6...10) + "S" }
            let mask = SecretMask(secrets.map(JSON.string))
            let parts = (0..<4).map { _ in generator.text(0...8) }
            let text = zip(parts, secrets).map { $0 + "|" + $1 + "|" }.joined() + parts[3]
            #expect(mask.mask(text) == zip(parts, secrets).map { part, _ in part + "|***|" }.joined() + parts[3])
            #expect(mask.mask(parts[0]) == parts[0])
        }
    }

    @Test func `many names that become equal take no time to speak of`() {
        let names = (0..<20_000).map { number in
            (0..<15).map { number >> $0 & 1 == 0 ? "%61" : "a" }.joined()
        }
        let members = JSONObject(names.map { ($0, 1) }) { first, _ in first }
        let mask = SecretMask([.string(String(repeating: "a", count: 15))])
        let took = ContinuousClock().measure { #expect(mask.mask(.object(members)).object?["*** (20000)"] == 1) }
        #expect(took < .seconds(20))
    }

    @Test func `a hostile choice of secrets and text takes no time to speak of`() {
        let long = String(repeating: "a", count: 10_000)
        let mask = SecretMask((0..<20).map { .string(long + String($0)) })
        let text = String(repeating: "a", count: 1_000_000)
        let took = ContinuousClock().measure { #expect(mask.mask(text) == text) }
        // A comparison at each place would take 10^10 steps.
        #expect(took < .seconds(20))
    }
}
