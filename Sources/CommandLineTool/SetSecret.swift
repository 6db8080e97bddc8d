import ArgumentParser
import Glibc
import JSON

/// `intelligentic secret set`
///
/// There is no option for the value: what stands in a command is seen by every user of the machine, and kept by the shell.
struct SetSecret: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Put a value under a name, in place of the one before.",
        discussion: """
            The value comes from standard input or from a file; at a terminal you are asked for it. It is a text, without \
            the line break at its end. With --json-value it is any JSON, such as {"username": "ada", "password": "…"}.
            """)

    @Argument(help: "The secret's name.")
    var name: String

    @Option(help: "The file with the value; else standard input.", completion: .file())
    var fromFile: String?

    @Flag(help: "The value is JSON.")
    var jsonValue = false

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try options.platform().put(SecretCommands.path(of: name), ["value": try value()])
        options.show(answer) { answer in
            let isNew = answer["createdAt"] == answer["updatedAt"]
            return ["\(isNew ? "Put" : "Changed") the secret \(name)."].map(\.printable)
        }
    }

    private func value() throws -> JSON {
        let bytes = try read()
        if jsonValue {
            guard let value = try? JSON(parsing: bytes) else { throw Failure(.usage, "The value is not JSON.") }
            return value
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.usage, "The value is not UTF-8 text. Encode it first, such as with base64.")
        }
        let value = text.last?.isNewline == true ? String(text.dropLast()) : text
        guard !value.isEmpty else { throw Failure(.usage, "There is no value on standard input, or in the file.") }
        return .string(value)
    }

    private func read() throws -> [UInt8] {
        if fromFile == nil, isatty(STDIN_FILENO) == 1 {
            return Array((Terminal.error.askSecretly("Value: ") ?? "").utf8)
        }
        return try LocalFile.read(fromFile ?? "-")
    }
}
