internal import ChildProcess
internal import Glibc
internal import Synchronization

/// The program that runs containers, where the host has it.
enum Podman {
    static let path = "/usr/bin/podman"
    private static let limit = Duration.seconds(30)
    private static let works = Mutex(false)

    /// What it is told of the worker's surroundings: where it keeps its images. Nothing else of them may reach a container.
    static let environment: [String: String] = {
        var variables = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        for name in ["HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables
    }()

    /// Asks it until it answers, then remembers.
    ///
    /// - Throws: ``ProcessError/containersUnavailable(reason:)``.
    static func check() throws(ProcessError) {
        guard !works.withLock({ $0 }) else { return }
        guard access(path, X_OK) == 0 else {
            throw .containersUnavailable(reason: "\(path) is missing: apt-get install podman")
        }
        do {
            let (status, _, error) = try run(["info", "--format", "{{.Version.Version}}"])
            guard status.isSuccess else {
                throw ProcessError.containersUnavailable(reason: "podman info: \(lastLine(of: error))")
            }
        } catch let error as ProcessError {
            throw error
        } catch {
            throw .containersUnavailable(reason: "podman info: \(error)")
        }
        works.withLock { $0 = true }
    }

    /// Removes a container, running or not, where there is one.
    static func remove(_ name: String) {
        _ = try? run(["rm", "--force", "--ignore", "--time", "0", name])
    }

    static func lastLine(of output: [UInt8]) -> String {
        String(decoding: output, as: UTF8.self).split(separator: "\n").last.map { String($0.prefix(500)) }
            ?? "no reason"
    }

    private static func run(_ words: [String]) throws -> (status: ExitStatus, output: [UInt8], error: [UInt8]) {
        try ChildProcess.run(path, words, environment: environment, workingDirectory: "/", limit: limit)
    }
}
