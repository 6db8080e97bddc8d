internal import CSpawn
internal import Glibc

/// The descriptors of a child's three streams, and of what it is given beyond them, while it is started.
struct StandardStreams {
    /// What the child gets as 0, 1, 2 and so on; each is higher than the numbers that children get, so that no dup2
    /// overwrites the source of a later one.
    private(set) var childEnds: [Int32] = []
    private var ownEnds: [Int32?] = [nil, nil, nil]
    private static let firstDescriptor: Int32 = 16
    private static let fileMode: mode_t = 0o644

    mutating func open(_ stream: ChildProcess.Stream, number: Int32) throws(ChildProcessError) {
        let isInput = number == STDIN_FILENO
        switch stream {
        case .null:
            try adopt(Glibc.open("/dev/null", (isInput ? O_RDONLY : O_WRONLY) | O_CLOEXEC), call: "open /dev/null")
        case .inherit:
            try duplicate(number)
        case .descriptor(let descriptor):
            try duplicate(descriptor)
        case .file(let path):
            let flags = isInput ? O_RDONLY : O_WRONLY | O_CREAT | O_APPEND
            try adopt(Glibc.open(path, flags | O_CLOEXEC, Self.fileMode), call: "open \(path)")
        case .pipe:
            var ends: [Int32] = [0, 0]
            guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .system(call: "pipe2", code: errno) }
            ownEnds[Int(number)] = ends[isInput ? 1 : 0]
            try adopt(ends[isInput ? 0 : 1], call: "pipe2")
        }
    }

    /// Gives the child a copy of a descriptor, under the next number.
    mutating func pass(_ descriptor: Int32) throws(ChildProcessError) {
        guard childEnds.count < Self.firstDescriptor else { throw .system(call: "pass a descriptor", code: EMFILE) }
        try duplicate(descriptor)
    }

    /// Closes what the child has now, and what this process would have kept if it did not start.
    mutating func closeChildEnds() {
        for descriptor in childEnds { close(descriptor) }
        for case let descriptor? in ownEnds { close(descriptor) }
    }

    /// Hands over this process's ends of the pipes.
    mutating func takeOwnEnds() -> [Int32?] {
        defer { ownEnds = [nil, nil, nil] }
        return ownEnds
    }

    private mutating func adopt(_ descriptor: Int32, call: String) throws(ChildProcessError) {
        guard descriptor >= 0 else { throw .system(call: call, code: errno) }
        guard descriptor < Self.firstDescriptor else { return childEnds.append(descriptor) }
        defer { close(descriptor) }
        try duplicate(descriptor)
    }

    private mutating func duplicate(_ descriptor: Int32) throws(ChildProcessError) {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, Self.firstDescriptor)
        guard copy >= 0 else { throw .system(call: "duplicate descriptor \(descriptor)", code: errno) }
        childEnds.append(copy)
    }
}
