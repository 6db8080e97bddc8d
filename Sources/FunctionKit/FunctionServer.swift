internal import FastCGI
internal import Glibc
internal import JSON
internal import Metrics

/// Serves the endpoints of a function on a listening socket.
package final class FunctionServer: Sendable {
    /// Without `FUNCTION_THREADS`.
    static let standardThreads = 4
    static let threadRange = 1...64

    private let function: any Function.Type
    private let environment: Environment
    private let log: FunctionLog
    private let metrics: Metrics
    private let server: FastCGIServer

    /// - Parameter listening: the descriptor of the socket; FastCGI programs get it as descriptor 0.
    /// - Throws: what is missing or wrong in the environment, or what the function cannot start with.
    package init(_ function: any Function.Type, environment: Environment, listening: Int32 = 0) throws {
        self.function = function
        self.environment = environment
        let level = environment["LOG_LEVEL"] ?? FunctionLog.Level.info.rawValue
        guard let level = FunctionLog.Level(rawValue: level) else {
            throw EnvironmentError(description: "LOG_LEVEL must be info, warning or error")
        }
        log = FunctionLog(function: function.name, level: level)
        let threads = try environment.count("FUNCTION_THREADS", in: Self.threadRange, else: Self.standardThreads)
        metrics = Self.metrics(environment, log)
        // Made once to see whether they can be: a program that cannot serve must say so and end.
        let resources = try Resources(environment, metrics: metrics)
        let endpoints = try function.endpoints(resources)
        precondition(
            Set(endpoints.map { ObjectIdentifier(type(of: $0)) })
                == Set(function.endpointTypes.map(ObjectIdentifier.init)),
            "\(function.name) serves other endpoints than it describes")
        _ = try RequestHandler(endpoints, resources, log: log)
        server = FastCGIServer(listening: listening, threads: threads)
    }

    /// Serves until ``stop()``.
    package func run() {
        log.note(.info, "ready")
        server.run { [function, environment, log, metrics] in
            do {
                let resources = try Resources(environment, metrics: metrics)
                let handler = try RequestHandler(function.endpoints(resources), resources, log: log)
                return FastCGIHandler(handle: handler.handle, idle: resources.closeIdle)
            } catch {
                log.note(.error, "a handler cannot start", ["reason": .string("\(error)")])
                exit(1)
            }
        }
        log.note(.info, "stopped")
    }

    /// Ends ``run()`` when the requests that have come are answered.
    package func stop() {
        server.stop()
    }

    /// Without its file a function counts for nobody, and serves all the same.
    private static func metrics(_ environment: Environment, _ log: FunctionLog) -> Metrics {
        guard let file = environment[Metrics.fileVariable] else { return Metrics() }
        do {
            return try Metrics(file: file)
        } catch {
            log.note(.warning, "requests are not counted", ["reason": .string("\(error)")])
            return Metrics()
        }
    }
}
