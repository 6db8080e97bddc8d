import ChildProcess
import Foundation
import TestServers
import Testing

@Suite struct ChildProcessTests {
    @Test func `a program is run with its input and both outputs`() throws {
        let (status, output, error) = try ChildProcess.run(
            "sh", ["-c", "cat; echo problem >&2; exit 3"], input: Array("hello".utf8), limit: .seconds(10))
        #expect(status == .exited(3))
        #expect(String(decoding: output, as: UTF8.self) == "hello")
        #expect(String(decoding: error, as: UTF8.self) == "problem\n")
    }

    @Test func `more than a pipe holds goes both ways`() throws {
        let input = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0) }
        let (status, output, _) = try ChildProcess.run("cat", [], input: input, limit: .seconds(30))
        #expect(status.isSuccess)
        #expect(output == input)
    }

    @Test func `a program that does not read its input is no error`() throws {
        let input = [UInt8](repeating: 7, count: 4_000_000)
        let (status, _, _) = try ChildProcess.run("true", [], input: input, limit: .seconds(10))
        #expect(status.isSuccess)
    }

    @Test func `environment and directory are what was asked for`() throws {
        let (_, output, _) = try ChildProcess.run(
            "sh", ["-c", "pwd; env"], environment: ["ONLY": "this one"], workingDirectory: "/usr", limit: .seconds(10))
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "/usr")
        #expect(lines.contains("ONLY=this one"))
        #expect(!lines.contains { $0.hasPrefix("HOME=") })
    }

    @Test func `a child has no descriptor but its streams, and all signals`() throws {
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        // The shell becomes grep: while it starts another program it blocks signals itself.
        let (_, output, _) = try ChildProcess.run(
            "sh", ["-c", "ls /proc/$$/fd; exec grep -E 'SigBlk|SigIgn' /proc/self/status"], limit: .seconds(10))
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.prefix(4) == ["0", "1", "2", "SigBlk:\t0000000000000000"])
        // Signals 32 and 33 are the C library's own, which it lets nobody change.
        let ignored = try #require(lines.last.flatMap { UInt64($0.dropFirst("SigIgn:\t".count), radix: 16) })
        #expect(ignored & ~0x1_8000_0000 == 0)
    }

    @Test func `a child has what it is given as 3 and 4`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            var descriptors: [Int32] = []
            for word in ["one", "two"] {
                try "\(word) ".write(toFile: "\(directory)/\(word)", atomically: true, encoding: .utf8)
                descriptors.append(open("\(directory)/\(word)", O_RDONLY | O_CLOEXEC))
            }
            defer { for descriptor in descriptors { close(descriptor) } }
            let child = try ChildProcess(
                "sh", ["-c", "cat <&3; cat <&4; ls /proc/$$/fd | wc -l"], output: .pipe, descriptors: descriptors)
            let output = FileHandle(fileDescriptor: try #require(child.standardOutput))
            #expect(String(decoding: try #require(try output.readToEnd()), as: UTF8.self) == "one two 5\n")
            #expect(child.wait(limit: .seconds(10)) == .exited(0))
        }
    }

    @Test func `a program over its time is killed with its children`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let command = "sleep 1000 & echo $! > \(directory)/pid; wait"
            let started = ContinuousClock.now
            #expect {
                try ChildProcess.run("sh", ["-c", command], limit: .milliseconds(300))
            } throws: {
                if case .timeLimit = $0 as? ChildProcessError { true } else { false }
            }
            #expect(started.duration(to: .now) < .seconds(5))
            let pid = try #require(Int32(text(of: "\(directory)/pid")))
            #expect(eventually { !FileManager.default.fileExists(atPath: "/proc/\(pid)") || isZombie(pid) })
        }
    }

    @Test func `a program that writes too much is killed`() {
        #expect {
            try ChildProcess.run("yes", [], limit: .seconds(30), outputLimit: 1_000_000)
        } throws: {
            if case .outputLimit(1_000_000) = $0 as? ChildProcessError { true } else { false }
        }
    }

    @Test func `a program that is not there is named`() {
        #expect {
            try ChildProcess("no-such-program", [])
        } throws: {
            if case .notFound("no-such-program") = $0 as? ChildProcessError { true } else { false }
        }
    }

    @Test func `a child is waited for, signaled, and gone`() throws {
        let child = try ChildProcess("sleep", ["1000"])
        #expect(child.wait(limit: .milliseconds(20)) == nil)
        child.terminate()
        #expect(child.wait(limit: .seconds(10)) == .signaled(SIGTERM))
        #expect(child.wait(limit: .zero) == .signaled(SIGTERM))
        child.terminate(SIGKILL)
        #expect(kill(child.pid, 0) != 0)
    }

    @Test func `a conversation over pipes`() throws {
        let child = try ChildProcess("cat", [], input: .pipe, output: .pipe)
        let input = FileHandle(fileDescriptor: try #require(child.standardInput))
        let output = FileHandle(fileDescriptor: try #require(child.standardOutput))
        for line in ["one\n", "two\n"] {
            try input.write(contentsOf: Data(line.utf8))
            #expect(output.availableData == Data(line.utf8))
        }
        child.closeStandardInput()
        #expect(child.standardInput == nil)
        #expect(child.wait(limit: .seconds(10)) == .exited(0))
    }

    @Test func `output goes to the end of a file`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let path = "\(directory)/log"
            for word in ["one", "two"] {
                let child = try ChildProcess("echo", [word], output: .file(path))
                #expect(child.wait(limit: .seconds(10)) == .exited(0))
            }
            #expect(try text(of: path) == "one\ntwo")
        }
    }

    @Test func `a child ends with its parent when it was asked to, from any thread`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            // The thread that starts it ends at once; the child must not.
            let started = DispatchSemaphore(value: 0)
            let box = Box()
            Thread.detachNewThread {
                box.child = try? ChildProcess("sleep", ["1000"], parentDeathSignal: SIGKILL)
                started.signal()
            }
            started.wait()
            let child = try #require(box.child)
            #expect(child.wait(limit: .milliseconds(200)) == nil)
            let (_, output, _) = try ChildProcess.run("cat", ["/proc/\(child.pid)/cmdline"], limit: .seconds(10))
            #expect(String(decoding: output, as: UTF8.self).hasSuffix("sleep\u{0}1000\u{0}"))
            child.terminate(SIGKILL)
        }
    }

    private final class Box: @unchecked Sendable {
        var child: ChildProcess?
    }

    private func text(of path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    private func isZombie(_ pid: Int32) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        return status?.contains(") Z ") ?? true
    }

    private func eventually(_ condition: () -> Bool) -> Bool {
        let end = ContinuousClock.now + .seconds(10)
        while !condition() {
            if ContinuousClock.now > end { return false }
            usleep(5_000)
        }
        return true
    }
}
