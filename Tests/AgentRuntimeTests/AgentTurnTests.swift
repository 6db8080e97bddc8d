import AgentRuntime
import JSON
import ModelClient
import Testing

@Suite struct AgentTurnTests {
    private static let schema: JSON = [
        "type": "object", "properties": ["kind": ["type": "string"]], "required": ["kind"],
        "additionalProperties": false,
    ]
    private let endpoint = ModelEndpoint(name: "local", url: "http://127.0.0.1:1/v1", model: "small")

    @Test(
        arguments: [
            ("Label: \"x\"\n", "Label: \"x\"\n"), (["b": 1, "a": [true, nil]], #"{"b":1,"a":[true,null]}"#),
            (nil, "null"),
            (9_007_199_254_740_993, "9007199254740993"),
        ] as [(JSON, String)])
    func `the model gets the instructions and the input`(input: JSON, text: String) {
        let request = turn(input: input, schema: Self.schema).request(endpoint: endpoint)
        #expect(
            request
                == ChatRequest(
                    endpoint: endpoint, messages: [ChatMessage(.system, "You label."), ChatMessage(.user, text)],
                    answerSchema: Self.schema, temperature: 0.2, maxOutputTokens: 50))
    }

    @Test func `without a schema the output is the text, as it is`() throws {
        let text = " {\"kind\": 1} \n"
        #expect(try turn().output(from: answer(text)) == .string(text))
        #expect(try turn().output(from: answer("cut of", end: .length)) == "cut of")
        #expect(try turn().output(from: answer("")) == "")
    }

    @Test func `with a schema the output is the value`() throws {
        let output = try turn(schema: Self.schema).output(from: answer("\n {\"kind\": \"bugfix\"} "))
        #expect(output == ["kind": "bugfix"])
    }

    @Test func `a value that is complete counts, also where the tokens ended`() throws {
        let output = try turn(schema: Self.schema).output(from: answer(#"{"kind":"bugfix"}"#, end: .length))
        #expect(output == ["kind": "bugfix"])
    }

    @Test func `an answer that was cut off says what to do`() throws {
        let error = try failure(turn(schema: Self.schema), answer("{\"kind\": \"sec", end: .length))
        #expect(
            "\(error)" == """
                agent labeller, version 3: the answer was cut off after 5 tokens, before its JSON was complete; \
                raise maxOutputTokens, or ask for less
                """)
    }

    @Test func `an answer that is not JSON is told by its place, not its words`() throws {
        let error = try failure(turn(schema: Self.schema), answer("The kind is:\n secret"))
        #expect("\(error)" == "agent labeller, version 3: the answer is not JSON (line 1, column 1)")
    }

    @Test func `an answer that does not keep to the schema says where`() throws {
        let error = try failure(turn(schema: Self.schema), answer("{}"))
        #expect("\(error)".hasPrefix("agent labeller, version 3: the answer does not keep to the output schema: "))
        #expect("\(error)".contains("kind"))
    }

    @Test func `of many violations some are told`() throws {
        let schema: JSON = ["type": "array", "items": ["type": "string"]]
        let error = try failure(turn(schema: schema), answer("[1,2,3,4,5,6,7,8]"))
        #expect("\(error)".contains("/0"))
        #expect(!"\(error)".contains("/7"))
        #expect("\(error)".contains(/; and [0-9]+ more$/))
    }

    @Test func `a schema that is none is an error`() throws {
        let error = try failure(turn(schema: ["type": 5]), answer("{}"))
        #expect("\(error)".hasPrefix("agent labeller, version 3: its output schema is not valid: "))
    }

    private func turn(input: JSON = "x", schema: JSON? = nil) -> AgentTurn {
        AgentTurn(
            agent: AgentDefinition(
                name: "labeller", version: 3, instructions: "You label.", outputSchema: schema,
                temperature: 0.2, maxOutputTokens: 50),
            input: input)
    }

    private func answer(_ text: String, end: ChatAnswer.End = .stop) -> ChatAnswer {
        ChatAnswer(content: text, end: end, usage: ChatAnswer.Usage(input: 7, output: 5))
    }

    private func failure(_ turn: AgentTurn, _ answer: ChatAnswer) throws -> AgentError {
        try #require(throws: AgentError.self) { try turn.output(from: answer) }
    }
}
