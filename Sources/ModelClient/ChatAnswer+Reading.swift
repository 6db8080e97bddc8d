internal import JSON

extension ChatAnswer {
    /// Reads the body of an answer of `/chat/completions`. Members that nobody asked for are passed over: providers add
    /// some.
    init(parsing body: [UInt8]) throws(ModelError.Reason) {
        guard let json = try? JSON(parsing: body), let choice = json["choices"]?[0], let message = choice["message"]
        else {
            throw ModelError.Reason(.runtime, "its answer is not one of the chat completions API")
        }
        guard let content = message["content"]?.string else {
            let isRefusal = message["refusal"]?.string != nil
            throw ModelError.Reason(.runtime, isRefusal ? "it refused to answer" : "its answer has no text")
        }
        // What cannot be counted cannot be priced, and would pass every budget.
        guard let input = json["usage"]?["prompt_tokens"]?.int, let output = json["usage"]?["completion_tokens"]?.int,
            input >= 0, output >= 0
        else { throw ModelError.Reason(.runtime, "its answer does not say how many tokens were used") }
        let end: End =
            switch choice["finish_reason"]?.string {
            case "stop": .stop
            case "length": .length
            default: .other
            }
        self.init(content: content, end: end, usage: Usage(input: input, output: output))
    }
}
