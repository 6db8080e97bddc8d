internal import Glibc

/// Finds programs by name.
enum Executable {
    /// Where servers such as mariadbd and nginx are, which `PATH` of a plain user leaves out.
    private static let systemDirectories = [
        "/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin",
    ]

    static func path(of name: String) throws(ChildProcessError) -> String {
        if name.utf8.contains(UInt8(ascii: "/")) {
            guard access(name, X_OK) == 0 else { throw .notFound(name) }
            return name
        }
        let listed = getenv("PATH").map { String(cString: $0).split(separator: ":").map(String.init) } ?? []
        for directory in listed + systemDirectories where access("\(directory)/\(name)", X_OK) == 0 {
            return "\(directory)/\(name)"
        }
        throw .notFound(name)
    }
}
