internal import CSpawn
@preconcurrency internal import Glibc

/// One `posix_spawn`.
struct Spawn: Sendable {
    let command: [String]
    let environment: [String]?
    let workingDirectory: String?
    let descriptors: [Int32]
    let ownGroup: Bool

    /// - Returns: the pid.
    func callAsFunction() throws(ChildProcessError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, Int32(descriptors.count))
        if let workingDirectory { posix_spawn_file_actions_addchdir_np(&actions, workingDirectory) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setSignals(of: &attributes)

        let arguments = Self.copies(command)
        var variables = environment.map(Self.copies) ?? []
        defer { Self.free(arguments + variables) }
        var pid: Int32 = 0
        let code = variables.withUnsafeMutableBufferPointer { variables in
            posix_spawn(
                &pid, command[0], &actions, &attributes, arguments,
                environment == nil ? environ : variables.baseAddress)
        }
        guard code == 0 else { throw .system(call: "start \(command[0])", code: code) }
        return pid
    }

    /// Threads of Swift's concurrency block signals, and servers ignore SIGPIPE: a child would inherit both.
    private func setSignals(of attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let group = ownGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))
    }

    private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }

    private static func free(_ copies: [UnsafeMutablePointer<CChar>?]) {
        for copy in copies { Glibc.free(copy) }
    }
}
