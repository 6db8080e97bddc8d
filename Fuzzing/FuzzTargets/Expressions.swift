import JQ
import JSON
import WorkflowDSL

/// A text with expressions, in both modes; the plain ones of it are evaluated.
enum Expressions {
    private static let value: JSON = ["a": [1, 2.5, "x", nil], "b": ["c": true], "": "empty"]

    static func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for mode in ["strict", "loose"] {
            let tasks: JSON = [
                ["a": ["if": .string(text), "set": ["b": .string(text), "c": .string("x ${\(text)} y")]]],
                [
                    "d": [
                        "for": ["in": .string(text), "each": "e"],
                        "do": [["f": ["set": ["g": .string("${ \(text) }")]]]],
                    ]
                ],
            ]
            let table: ExpressionTable
            do throws(WorkflowDocumentError) {
                table = try WorkflowParser.parse(
                    Documents.around(["evaluate": ["mode": .string(mode)]], tasks: tasks), as: .json
                ).expressions
            } catch {
                table = error.expressions
            }
            evaluate(table)
        }
    }

    private static func evaluate(_ table: ExpressionTable) {
        let program = JQProgram(id: "fuzzing", expressions: table.expressions, variables: table.variables)
        for index in program.expressions.indices {
            let one = JQProgram(id: "one", expressions: [program.expressions[index]], variables: program.variables)
            guard one.isPlain else { continue }
            // What is wrong with a plain expression only jq can say, and there is none here.
            _ = try? JQ(evaluator: "/nowhere").evaluate(one, [0], on: value, variables: ["e": 1, "context": value])
        }
    }
}
