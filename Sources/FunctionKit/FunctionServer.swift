internal import FastCGI
internal import Glibc
internal import JSON
internal import Metrics
internal import Threads

/// Serves the endpoints of a function on a listening socket.
package final class FunctionServer: Sendable {
    /// Without `FUNCTION_THREADS`.
    static let standardThreads = 4
    static let threadRange = 1...64
    /// Of `FUNCTION_DEADLINE` and `FUNCTION_WAIT`, in seconds.
    static let deadlineRange = 1...300
    static let waitRange = 0...300
    static let standardDeadline = Int(Route.standardDeadline.components.seconds)

    private let function: any Function.Type
    private let environment: Environment
    private let log: FunctionLog
    private let metrics: Metrics
    private let server: FastCGIServer
    private let deadline: Duration
    private let allotments = Allotments()
    private let slots: EndpointSlots
    private let room: WaitingRoom
    private let refusals: Refusals
    private let watch: WaitWatch

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
        deadline = .seconds(
            try environment.count("FUNCTION_DEADLINE", in: Self.deadlineRange, else: Self.standardDeadline))
        server = FastCGIServer(listening: listening, threads: threads)
        slots = EndpointSlots(parked: server.parked, threads: threads)
        room = WaitingRoom(parked: server.parked)
        refusals = Refusals(parked: server.parked)
        watch = WaitWatch(room: room, log: log)
        // Made once to see whether they can be: a program that cannot serve must say so and end.
        let resources = try Resources(environment, metrics: metrics, deadline: deadline)
        let endpoints = try function.endpoints(resources)
        precondition(
            Set(endpoints.map { ObjectIdentifier(type(of: $0)) })
                == Set(function.endpointTypes.map(ObjectIdentifier.init)),
            "\(function.name) serves other endpoints than it describes")
        _ = try RequestHandler(
            endpoints, resources, allotments: allotments, slots: slots, room: room, refusals: refusals, log: log)
        try checkDeadlines(of: endpoints)
        if try function.waits(resources) != nil { try checkWait() }
    }

    /// nginx waits as long as the manifest says, and so must the function.
    private func checkDeadlines(of endpoints: [any Endpoint]) throws(EnvironmentError) {
        for endpoint in endpoints {
            let (name, route) = (type(of: endpoint).name, type(of: endpoint).route)
            guard route.deadline > deadline else { continue }
            throw EnvironmentError(
                description: "\(name) may take \(route.deadline), longer than FUNCTION_DEADLINE: raise "
                    + "limits.deadlineSeconds in function.yaml")
        }
    }

    private func checkWait() throws(EnvironmentError) {
        let wait = try environment.count("FUNCTION_WAIT", in: Self.waitRange, else: Wait.secondsLimit)
        guard wait < Wait.secondsLimit else { return }
        throw EnvironmentError(
            description: "requests may wait \(Wait.secondsLimit) s, longer than FUNCTION_WAIT: raise "
                + "limits.waitSeconds in function.yaml")
    }

    /// Serves until ``stop()``.
    package func run() {
        log.note(.info, "ready")
        let watching = SystemThread { [function, environment, log, metrics, watch] in
            Self.orEnd(log) {
                let resources = try Resources(environment, metrics: metrics)
                if let source = try function.waits(resources) { watch.run(source, on: resources) }
            }
        }
        server.run { [function, environment, deadline, allotments, slots, room, refusals, log, metrics] in
            Self.orEnd(log) {
                let resources = try Resources(environment, metrics: metrics, deadline: deadline)
                let handler = try RequestHandler(
                    function.endpoints(resources), resources, allotments: allotments, slots: slots, room: room,
                    refusals: refusals, log: log)
                return FastCGIHandler(handle: handler.handle, resume: handler.resume, idle: resources.closeIdle)
            }
        }
        watching.join()
        log.note(.info, "stopped")
    }

    private static func orEnd<T>(_ log: FunctionLog, _ body: () throws -> T) -> T {
        do {
            return try body()
        } catch {
            log.note(.error, "a thread cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }

    /// Ends ``run()`` when the requests that have come are answered.
    package func stop() {
        watch.stop()
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
