import ChildProcess
import Foundation
import TestServers
import Testing

@testable import Processes

/// Programs that want more than they may have.
@Suite struct HostileTests {
    @Test(arguments: TestedSandbox.all)
    func `a fork bomb stays within its processes`(sandbox: TestedSandbox) throws {
        let code = """
            import os, time
            made = 0
            try:
                while True:
                    if os.fork() == 0:
                        time.sleep(1000)
                    made += 1
            except OSError as error:
                print(made, error.errno)
            """
        let result = try sandbox.run(.python(code))
        let made = try #require(Int(result.stdout.split(separator: " ")[0]))
        #expect((ProcessLimits.processLimit - 5..<ProcessLimits.processLimit).contains(made))
        #expect(result.stdout.hasSuffix("11\n"))
        // One that goes on trying is killed in the end, with all that it made.
        let bomb = ProcessRequest.python(
            "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass", time: .seconds(1))
        #expect(try sandbox.error(bomb) == .timeLimit(.seconds(1)))
        _ = try sandbox.run(.shell("f() { f | f & }; f"))
        // Others have their own count.
        #expect(try sandbox.output("echo fine") == "fine\n")
    }

    @Test(arguments: TestedSandbox.all)
    func `memory is limited for each process`(sandbox: TestedSandbox) throws {
        let result = try sandbox.run(.python("x = bytearray(2 << 30)"))
        #expect(result.code == 1)
        #expect(result.stderr.contains("MemoryError"))
    }

    @Test(arguments: TestedSandbox.all)
    func `memory is limited for all processes together`(sandbox: TestedSandbox) throws {
        let code = """
            import os, time
            for _ in range(8):
                if os.fork() == 0:
                    x = b'x' * (100 << 20)
                    time.sleep(1000)
            time.sleep(1000)
            """
        #expect(try sandbox.error(.python(code)) == .memoryLimit(ProcessLimits.memoryLimit))
    }

    @Test(arguments: TestedSandbox.all)
    func `memory that no process seems to have cannot be had`(sandbox: TestedSandbox) throws {
        for call in ["shmget", "msgget", "memfd_create"] {
            let code = """
                import ctypes
                library = ctypes.CDLL(None, use_errno=True)
                library.\(call)(b'x', 0o1600, 0)
                print(ctypes.get_errno())
                """
            #expect(try sandbox.run(.python(code)).stdout == "1\n", "\(call)")
        }
    }

    @Test(arguments: TestedSandbox.all)
    func `files are limited in bytes and number`(sandbox: TestedSandbox) throws {
        let full = try sandbox.run(.shell("for i in 1 2 3; do head -c 40000000 /dev/zero > f$i; done"))
        #expect(full.stderr.contains("No space left"))
        let large = try sandbox.run(.shell("cat /dev/zero > /tmp/f; ls -l /tmp/f | cut -d' ' -f5"))
        let size = try #require(Int(large.stdout.dropLast()))
        #expect(size <= ProcessLimits.scratchLimit)
        let many = "import time\nfor i in range(20000): open(str(i), 'w').close()\ntime.sleep(1000)"
        #expect(try sandbox.error(.python(many)) == .fileLimit(ProcessLimits.fileLimit))
    }

    @Test(arguments: TestedSandbox.all)
    func `a program that writes a gigabyte is killed`(sandbox: TestedSandbox) throws {
        let limit = ProcessError.outputLimit(ProcessLimits.outputLimit)
        #expect(try sandbox.error(.shell("head -c 1000000000 /dev/zero")) == limit)
        #expect(try sandbox.error(.shell("yes >&2")) == limit)
        #expect(try sandbox.error(.shell("head -c 600000 /dev/zero; head -c 600000 /dev/zero >&2")) == limit)
        #expect("\(limit)".contains("\(ProcessLimits.outputLimit)"))
    }

    @Test(arguments: TestedSandbox.all)
    func `one that sleeps for ever and minds no signal is killed with its children`(sandbox: TestedSandbox) throws {
        let words = sandbox.sleep(1_003)
        let sleep = words.joined(separator: " ")
        let command = """
            trap '' TERM INT HUP QUIT
            (setsid sh -c 'trap "" TERM; while :; do \(sleep); done' &)
            while :; do \(sleep); done
            """
        let error = try sandbox.error(.shell(command, time: .seconds(1)))
        #expect(error == .timeLimit(.seconds(1)))
        #expect(TestedSandbox.processes(words) == [])
    }

    @Test(arguments: TestedSandbox.all)
    func `daemons end with the program`(sandbox: TestedSandbox) throws {
        let words = sandbox.sleep(1_004)
        let code = """
            import os, sys, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.execvp('sleep', ['\(words[0])', '\(words[1])'])
                os._exit(0)
            print('done')
            """
        #expect(try sandbox.run(.python(code)) == ProcessResult(code: 0, stdout: "done\n", stderr: ""))
        #expect(TestedSandbox.processes(words) == [])
    }

    @Test(arguments: TestedSandbox.all)
    func `nothing of the host can be read`(sandbox: TestedSandbox) throws {
        setenv("WORKERS_SECRET", "do not tell", 1)
        #expect(try sandbox.run(.shell("cat /etc/passwd")).code == 1)
        #expect(try sandbox.output("ls -A /") == "bin\ndev\netc\nlib\nlib64\nproc\nsandbox\nsbin\ntmp\nusr\n")
        #expect(try sandbox.output("ls -A /etc") == "alternatives\n")
        for path in ["/home", "/root", "/var", "/work", "/run", "/sys"] {
            #expect(try sandbox.run(.shell("ls \(path)")).code == 2)
        }
        let names = Set(try sandbox.output("env | cut -d= -f1").split(separator: "\n").map(String.init))
        #expect(names == ["PATH", "HOME", "LANG", "PWD"])
        // Its own processes only: bubblewrap's, and those that run the command.
        let command =
            "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'; ls /proc | grep -c '^[0-9]'"
        let seen = try sandbox.output(command)
        #expect(!seen.contains("do not tell"))
        #expect(try #require(Int(seen.split(separator: "\n").last ?? "")) < 8)
        #expect(try sandbox.output("kill -9 \(getpid()); echo $?").hasSuffix("1\n"))
        #expect(try sandbox.output("ls /proc/self/fd | wc -l; hostname") == "4\nsandbox\n")
    }

    @Test(arguments: TestedSandbox.all)
    func `nothing but scratch, tmp and shared memory can be written`(sandbox: TestedSandbox) throws {
        let command =
            "for f in /x /usr/x /etc/x /dev/x /proc/x /sandbox/x; do touch $f; done 2>&1 | wc -l; touch /tmp/x /dev/shm/x x"
        let result = try sandbox.run(.shell(command))
        #expect(result == ProcessResult(code: 0, stdout: "6\n", stderr: ""))
        let status = try sandbox.output("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status | cut -f2 | sort -u")
        #expect(status == "0000000000000000\n1\n2\n")
    }

    @Test(arguments: TestedSandbox.all)
    func `there are no namespaces and no other ways out`(sandbox: TestedSandbox) throws {
        #expect(try sandbox.run(.shell("unshare -U true")).code != 0)
        #expect(try sandbox.run(.shell("mount -t tmpfs x /tmp")).code != 0)
        #expect(try sandbox.run(.shell("id -u; exec setpriv --reuid 0 true")).code != 0)
        #expect(try sandbox.output("id -u") != "0\n")
    }

    @Test(arguments: TestedSandbox.all)
    func `a server on this host sees nobody`(sandbox: TestedSandbox) throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let listener = try UnixListener("\(directory)/socket")
            defer { listener.close() }
            let server = try #require(LoopbackListener())
            let code = """
                import socket
                for family, address in [(socket.AF_INET, ('127.0.0.1', \(server.port))), (socket.AF_UNIX, '\(directory)/socket')]:
                    try:
                        socket.socket(family).connect(address)
                        print('connected')
                    except OSError:
                        print('refused')
                """
            #expect(try sandbox.run(.python(code)).stdout == "refused\nrefused\n")
            #expect(!server.wasConnected)
        }
    }

    @Test(arguments: TestedSandbox.all)
    func `variables reach nothing that has rights`(sandbox: TestedSandbox) throws {
        // Loaded by each program that sees it: only the last one does.
        let request = ProcessRequest(
            .shell(command: "exec true", arguments: []),
            environment: ["LD_PRELOAD": "/tmp/no-such.so", "PATH": "/nowhere"])
        let result = try sandbox.run(request)
        #expect(result.stderr.components(separatedBy: "no-such.so").count - 1 <= 2)
    }
}

/// Listens on a port of 127.0.0.1.
private final class LoopbackListener {
    let port: Int
    private let descriptor: Int32

    init?() {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        port = Int(in_port_t(bigEndian: address.sin_port))
        if !isBound { return nil }
    }

    deinit { close(descriptor) }

    var wasConnected: Bool {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) > 0
    }
}
