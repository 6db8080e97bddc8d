internal import Glibc

/// What differs between a file and the one that takes its place.
struct FileVersion: Equatable {
    let inode: ino_t
    let size: off_t
    let seconds: Int
    let nanoseconds: Int

    /// Nil: there is no such file.
    init?(_ file: String) {
        var facts = stat()
        guard stat(file, &facts) == 0 else { return nil }
        inode = facts.st_ino
        size = facts.st_size
        seconds = facts.st_mtim.tv_sec
        nanoseconds = facts.st_mtim.tv_nsec
    }
}
