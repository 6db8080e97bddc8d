import ChildProcess
import Glibc
import HTTPClient
import Manifest

/// Looks at what serves requests: sockets, nginx, and each function through it.
struct ServingExamination {
    private static let limit = Duration.seconds(10)

    let functions: [FunctionManifest]
    let url: String
    let sockets: String
    let directory: String

    func findings() -> [Finding] {
        functions.map { socket(of: $0) } + [configuration] + answers
    }

    private func socket(of function: FunctionManifest) -> Finding {
        let path = "\(sockets)/\(function.name).sock"
        return .of(
            "socket of \(function.name)", advice: "start its supervisor (bin/up); the log of \(function.name) says more"
        ) {
            guard let reason = Self.refusal(of: path) else { return "" }
            throw Complaint("\(path): \(reason)")
        }
    }

    private var configuration: Finding {
        .of("nginx's configuration", advice: "intelligentic render nginx, and look at what was changed by hand") {
            let (status, _, error) = try ChildProcess.run(
                "nginx",
                ["-t", "-q", "-p", "\(directory)/nginx", "-c", "nginx.conf", "-e", "stderr"],
                limit: Self.limit)
            guard status.isSuccess else { throw Complaint(String(decoding: error.prefix(1_000), as: UTF8.self)) }
            return ""
        }
    }

    private var answers: [Finding] {
        let http = HTTPClient()
        return functions.compactMap { function in
            guard let prefix = function.prefixes.first else { return nil }
            return .of(
                "\(function.name) answers", advice: "is nginx up, on this address (--url)? Else see the function's log"
            ) {
                let response = try http.send(
                    HTTPRequest(method: "GET", url: url + prefix, headers: [], body: [], timeout: Self.limit))
                guard response.status < 500 else { throw Complaint("\(url)\(prefix) answers \(response.status)") }
                return ""
            }
        }
    }

    /// Why nobody listens there; nil where somebody does.
    private static func refusal(of path: String) -> String? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.utf8.count <= capacity else { return "the path is longer than \(capacity) bytes" }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return code == 0 ? nil : String(cString: strerror(errno))
    }
}
