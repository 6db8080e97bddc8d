internal import Glibc
internal import JSON
internal import Threads

/// The program around a function: signals, start and end.
enum FunctionProgram {
    static func run(_ function: any Function.Type) {
        if CommandLine.arguments.dropFirst().elementsEqual([FunctionDocument.argument]) {
            print(FunctionDocument.json(function).text)
            return
        }
        signal(SIGPIPE, SIG_IGN)
        // Blocked before there are threads: all inherit that, and the one below alone takes the signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        do {
            let server = try FunctionServer(function, environment: .process)
            stop(server, at: signals)
            server.run()
        } catch {
            FunctionLog(function: function.name, level: .error)
                .note(.error, "the function cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }

    private static func stop(_ server: FunctionServer, at signals: sigset_t) {
        SystemThread {
            var signals = signals
            var received: Int32 = 0
            sigwait(&signals, &received)
            server.stop()
        }.detach()
    }
}
