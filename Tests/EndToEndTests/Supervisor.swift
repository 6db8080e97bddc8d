import ChildProcess
import Foundation
import Manifest

/// The functions and daemons of a platform under runit, each function's socket held by spawn-fcgi.
final class Supervisor {
    private let directory: String
    private var roots: [ChildProcess] = []

    init(_ fleet: Fleet, in directory: String) throws {
        self.directory = directory
        for function in fleet.functions {
            let folder = "\(directory)/functions/\(function.name)"
            try start(
                "spawn-fcgi",
                ["-n", "-s", "\(directory)/\(function.name).sock", "-M", "0600", "--", "/usr/bin/runsvdir", folder],
                log: function.name)
        }
        for daemon in fleet.daemons {
            try start("runsvdir", ["\(directory)/daemons/\(daemon.name)"], log: daemon.name)
        }
    }

    /// The pid of a slot's program, such as `daemons/worker/1`; nil between two of them.
    func pid(of slot: String) -> Int32? {
        let text = try? String(contentsOfFile: "\(directory)/\(slot)/supervise/pid", encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// The slots of a function or daemon, such as `functions/auth`.
    func slots(of program: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(program)").filter { Int($0) != nil }
            .sorted()
            .map { "\(program)/\($0)" }
    }

    /// Ends a slot's program at once, as a crash would; runit starts another.
    func kill(_ slot: String) throws {
        guard let pid = pid(of: slot) else { return }
        Foundation.kill(pid, SIGKILL)
        try Wait.until("\(slot) runs again") { self.pid(of: slot).map { $0 != pid } ?? false }
    }

    /// Ends a slot's program at once, and for good.
    func killForGood(_ slot: String) throws {
        try control("once", slot)
        guard let pid = pid(of: slot) else { throw Failure("\(slot) does not run") }
        Foundation.kill(pid, SIGKILL)
        try Wait.until("\(slot) is gone") { self.pid(of: slot) == nil }
    }

    /// Adds variables to the environment of a slot's program, from its next start on.
    func addVariables(_ variables: [String: String], to slot: String) throws {
        try StartScript.add(variables, to: "\(directory)/\(slot)/run")
    }

    /// Ends a slot's program in good order and starts it again.
    func restart(_ slot: String) throws {
        let old = pid(of: slot)
        try control("restart", slot)
        // sv counts in whole seconds: it takes a program that began in this one for one that was restarted already.
        try Wait.until("\(slot) runs again") { self.pid(of: slot).map { $0 != old } ?? false }
    }

    /// Ends a slot's program in good order.
    func end(_ slot: String) throws { try control("down", slot) }

    private func control(_ command: String, _ slot: String) throws {
        let (status, output, _) = try ChildProcess.run(
            "sv", ["-w", "20", command, "\(directory)/\(slot)"], limit: .seconds(30))
        guard status.isSuccess else {
            throw Failure("sv \(command) \(slot): \(String(decoding: output, as: UTF8.self))")
        }
    }

    /// Runs one more process of a function or daemon, as if its manifest said so.
    ///
    /// - Returns: its slot.
    func addSlot(of program: String) throws -> String {
        let slots = try slots(of: program)
        let number = slots.count + 1
        let name = program.split(separator: "/").last ?? ""
        let script = try String(contentsOfFile: "\(directory)/\(slots[0])/run", encoding: .utf8)
            .replacingOccurrences(of: "/metrics/\(name)-1", with: "/metrics/\(name)-\(number)")
        // runsvdir must not see a folder without its script.
        let (hidden, folder) = ("\(directory)/\(program)/.new", "\(directory)/\(program)/\(number)")
        try FileManager.default.createDirectory(atPath: hidden, withIntermediateDirectories: true)
        try script.write(toFile: "\(hidden)/run", atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(hidden)/run")
        try FileManager.default.moveItem(atPath: hidden, toPath: folder)
        let slot = "\(program)/\(number)"
        try Wait.until("\(slot) runs") { (pid(of: slot) ?? 0) > 0 }
        return slot
    }

    /// Sends a signal to all programs of a function.
    func signal(_ signal: Int32, _ program: String) throws {
        for slot in try slots(of: program) {
            if let pid = pid(of: slot) { Foundation.kill(pid, signal) }
        }
    }

    func stop() {
        // runsvdir ends its services in good order when it is told to hang up; they may be stopped.
        for slot in (try? FileManager.default.subpathsOfDirectory(atPath: directory)) ?? []
        where slot.hasSuffix("/supervise/pid") {
            if let pid = pid(of: String(slot.dropLast("/supervise/pid".count))) { Foundation.kill(pid, SIGCONT) }
        }
        for root in roots { root.terminate(SIGHUP) }
        for root in roots where root.wait(limit: .seconds(20)) == nil { root.terminate(SIGKILL) }
    }

    private func start(_ program: String, _ arguments: [String], log: String) throws {
        let log = ChildProcess.Stream.file("\(directory)/\(log).log")
        roots.append(
            try ChildProcess(program, arguments, output: log, error: log, parentDeathSignal: SIGHUP, ownGroup: true))
    }
}
