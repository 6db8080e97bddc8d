internal import Glibc
internal import Synchronization

/// The memory in which a program counts: a file that is mapped, so that what is counted is there for others to read at
/// once, and still there after the program has ended, however it did.
///
/// Layout, in the machine's byte order: 8 bytes ``magic``, 8 bytes: how many bytes are in use; then for each series
/// 4 bytes length of its key, 4 bytes number of its values, the key, zeros up to a multiple of 8, and 8 bytes a value.
///
/// Sendable by proof: series are added under `adding`; values and the count of bytes are atomic.
final class MetricFile: @unchecked Sendable {
    /// In bytes. Room for about two thousand counters, or five hundred histograms.
    static let capacity = 256 * 1_024
    static let headerSize = 16
    static let magic = Array("IMetric1".utf8)

    private static let mode: mode_t = 0o640

    private let memory: UnsafeMutableRawPointer
    private let descriptor: Int32?
    private let adding = Mutex(())

    /// Memory that nobody else sees, for a program that is given no file.
    init() {
        let mapped = mmap(nil, Self.capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped, mapped != MAP_FAILED else { preconditionFailure("no memory for metrics") }
        memory = mapped
        descriptor = nil
        writeHeader()
    }

    /// Goes on with the counts of a file; one that is missing, or of another version, is made new.
    init(_ path: String) throws(MetricFileError) {
        let descriptor = try Self.usable(path)
        let mapped = mmap(nil, Self.capacity, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let mapped, mapped != MAP_FAILED else {
            close(descriptor)
            throw Self.failure("map", path)
        }
        memory = mapped
        self.descriptor = descriptor
        if used.pointee.load(ordering: .acquiring) == 0 { writeHeader() }
    }

    deinit {
        munmap(memory, Self.capacity)
        if let descriptor { close(descriptor) }
    }

    /// The values of a series, all 0 when it is new; nil: the file has no room for it.
    func values(of series: MetricSeries, count: Int) -> UnsafeMutablePointer<Atomic<Int>>? {
        let key = series.key
        return adding.withLock { _ in
            // A process of the same name may still be ending, or may have been started by hand.
            if let descriptor { flock(descriptor, LOCK_EX) }
            defer { if let descriptor { flock(descriptor, LOCK_UN) } }
            let end = used.pointee.load(ordering: .acquiring)
            let bytes = UnsafeRawBufferPointer(start: memory, count: end)
            for entry in MetricEntries(bytes) where entry.valueCount == count && bytes[entry.key].elementsEqual(key) {
                return pointer(entry.values)
            }
            let entry = MetricEntry(at: end, keyLength: key.count, valueCount: count)
            guard entry.end <= Self.capacity else { return nil }
            memory.storeBytes(of: UInt32(key.count), toByteOffset: end, as: UInt32.self)
            memory.storeBytes(of: UInt32(count), toByteOffset: end + 4, as: UInt32.self)
            memory.advanced(by: entry.key.lowerBound).copyMemory(from: key, byteCount: key.count)
            // Last, so that readers, and whoever comes after a crash, see the whole of it or nothing.
            used.pointee.store(entry.end, ordering: .releasing)
            return pointer(entry.values)
        }
    }

    /// How many bytes are in use; 0: the file has just been made.
    private var used: UnsafeMutablePointer<Atomic<Int>> { pointer(Self.magic.count) }

    private func pointer(_ offset: Int) -> UnsafeMutablePointer<Atomic<Int>> {
        memory.advanced(by: offset).assumingMemoryBound(to: Atomic<Int>.self)
    }

    private func writeHeader() {
        memory.copyMemory(from: Self.magic, byteCount: Self.magic.count)
        used.pointee.store(Self.headerSize, ordering: .releasing)
    }

    /// A descriptor of a file of ``capacity`` bytes that is new or well formed.
    private static func usable(_ path: String) throws(MetricFileError) -> Int32 {
        let descriptor = try opened(path)
        flock(descriptor, LOCK_EX)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            defer { close(descriptor) }
            throw failure("look at", path)
        }
        if status.st_size > 0, (try? MetricFileReader.entries(path)) == nil {
            // Another process may have it mapped, so it is not written over but replaced.
            unlink(path)
            close(descriptor)
            return try usable(path)
        }
        // All blocks at once: on a full disk a write to mapped memory without one would end the program.
        let code = posix_fallocate(descriptor, 0, off_t(capacity))
        guard code == 0 else {
            close(descriptor)
            errno = code
            throw failure("reserve \(capacity) bytes for", path)
        }
        flock(descriptor, LOCK_UN)
        return descriptor
    }

    private static func opened(_ path: String) throws(MetricFileError) -> Int32 {
        var descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode)
        if descriptor < 0, errno == EACCES, unlink(path) == 0 {
            // The program that made it was another user: on a host, systemd may number them anew.
            descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode)
        }
        guard descriptor >= 0 else { throw failure("open", path) }
        // Whatever the umask: the group of the folder is whom the counts are for.
        fchmod(descriptor, mode)
        return descriptor
    }

    private static func failure(_ what: String, _ path: String) -> MetricFileError {
        MetricFileError(description: "cannot \(what) \(path): \(String(cString: strerror(errno)))")
    }
}
