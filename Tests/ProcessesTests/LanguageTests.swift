import Foundation
import Testing

@testable import Processes

/// What programs are given and give back (digest, section 8).
@Suite struct LanguageTests {
    @Test(arguments: TestedSandbox.all)
    func `a shell command has its arguments, stdin and environment, and gives both streams and its code`(
        sandbox: TestedSandbox
    ) throws {
        let result = try sandbox.run(
            ProcessRequest(
                .shell(
                    command: #"echo "$1-$2-$#-$0-$WORD"; cat; echo problem >&2; exit 3"#, arguments: ["Foo", "B r"]),
                stdin: "given", environment: ["WORD": "it's ā È \"$HOME\"\nline"]))
        #expect(
            result
                == ProcessResult(
                    code: 3, stdout: "Foo-B r-2-sh-it's ā È \"$HOME\"\nline\ngiven", stderr: "problem\n"))
    }

    @Test(arguments: TestedSandbox.all)
    func `the specification's example of a shell`(sandbox: TestedSandbox) throws {
        let command = """
            input=$(cat)
            echo "STDIN was: $input"
            echo "ARGS are $1 $2"
            """
        let request = ProcessRequest(.shell(command: command, arguments: ["Foo", "Bar"]), stdin: "Hello World")
        #expect(try sandbox.run(request).stdout == "STDIN was: Hello World\nARGS are Foo Bar\n")
    }

    @Test(arguments: TestedSandbox.all)
    func `Python and JavaScript have argv, stdin and environment`(sandbox: TestedSandbox) throws {
        let python = ProcessRequest(
            .script(
                Script(
                    .python, code: "import sys, os\nprint(sys.argv[1:], sys.stdin.read(), os.environ['WORD'], 'é')",
                    arguments: ["a", "b"])), stdin: "in", environment: ["WORD": "w"])
        #expect(try sandbox.run(python).stdout == "['a', 'b'] in w é\n")
        // The specification's example.
        let module = """
            import { readFileSync } from 'node:fs';
            const stdin = readFileSync(process.stdin.fd, 'utf8');
            const [_, __, arg] = process.argv;
            console.log(stdin, arg, process.env.foo, await Promise.resolve(1));
            """
        let javascript = ProcessRequest(
            .script(Script(.javascript, code: module, arguments: ["hello"])), stdin: "Hello Workflow",
            environment: ["foo": "bar"])
        #expect(try sandbox.run(javascript).stdout == "Hello Workflow hello bar 1\n")
        let older = Script(.javascript, code: "const path = require('path'); console.log(path.join('a', 'b'))")
        #expect(try sandbox.run(ProcessRequest(.script(older))).stdout == "a/b\n")
    }

    @Test(arguments: TestedSandbox.all)
    func `what a signal ended has its number and 128 as its code`(sandbox: TestedSandbox) throws {
        #expect(try sandbox.run(.shell("kill -TERM $$")).code == 143)
        #expect(try sandbox.run(.python("raise Exception('no')")).code == 1)
    }

    @Test(arguments: TestedSandbox.all)
    func `much goes in and out, and input that nobody reads is no error`(sandbox: TestedSandbox) throws {
        let input = String(repeating: "0123456789", count: 90_000)
        let result = try sandbox.run(ProcessRequest(.shell(command: "cat", arguments: []), stdin: input))
        #expect(result.stdout == input)
        let unread = ProcessRequest(.shell(command: "exit 0", arguments: []), stdin: input)
        #expect(try sandbox.run(unread).code == 0)
    }

    @Test(arguments: TestedSandbox.all)
    func `there is a scratch folder, which is home, and nothing in it later`(sandbox: TestedSandbox) throws {
        #expect(
            try sandbox.output("pwd; echo $HOME; echo x > kept; mkdir d; ls") == "/tmp/scratch\n/tmp/scratch\nd\nkept\n"
        )
        #expect(try sandbox.output("ls -A | wc -l") == "0\n")
    }

    @Test func `languages have the names of the specification`() throws {
        #expect(try ScriptLanguage(named: "js") == .javascript)
        #expect(try ScriptLanguage(named: "JavaScript") == .javascript)
        #expect(try ScriptLanguage(named: "python") == .python)
        #expect(throws: ProcessError.unknownLanguage("ruby")) { try ScriptLanguage(named: "ruby") }
    }

    @Test(arguments: [
        ProcessRequest(.shell(command: "echo \0", arguments: [])),
        ProcessRequest(.shell(command: "echo", arguments: [String(repeating: "x", count: 131_072)])),
        ProcessRequest(
            .shell(command: "echo", arguments: Array(repeating: String(repeating: "x", count: 100_000), count: 11))),
        ProcessRequest(.shell(command: "echo", arguments: []), environment: ["A-B": "x"]),
        ProcessRequest(.shell(command: "echo", arguments: []), environment: ["A=1; echo >&2": "x"]),
        ProcessRequest(.shell(command: "cat", arguments: []), stdin: String(repeating: "x", count: 4_000_001)),
    ])
    func `what no program can be given is refused with what to do`(request: ProcessRequest) throws {
        let sandbox = TestedSandbox(kind: .userNamespace)
        guard case .invalidRequest(let text) = try sandbox.error(request) else {
            Issue.record("accepted")
            return
        }
        #expect(!text.contains("xx"))
    }

    @Test(arguments: TestedSandbox.all)
    func `the longest argument arrives`(sandbox: TestedSandbox) throws {
        let longest = String(repeating: "x", count: ProcessLimits.argumentLimit)
        #expect(try sandbox.output("echo ${#1}", [longest]) == "\(ProcessLimits.argumentLimit)\n")
    }
}
