internal import Glibc
internal import JSON
internal import Supervision
internal import Threads

/// The program around a function: signals, start and end.
enum FunctionProgram {
    static func run(_ function: any Function.Type) {
        if CommandLine.arguments.dropFirst().elementsEqual([FunctionDocument.argument]) {
            print(FunctionDocument.json(function).text)
            return
        }
        let termination = Termination()
        do {
            let server = try FunctionServer(function, environment: .process)
            SystemThread {
                termination.wait()
                server.stop()
            }.detach()
            server.run()
        } catch {
            FunctionLog(function: function.name, level: .error)
                .note(.error, "the function cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }
}
