import CJq
import Glibc

/// Evaluates jq expressions for a parent process, which kills it when one takes too long or too much.
///
/// Reads frames (four bytes of length, least significant first, then JSON) from standard input and answers each with
/// one on standard output. Ends at the end of its input.
@main
struct JQEvaluator {
    static func main() {
        if CommandLine.arguments.count > 1, let bytes = UInt(CommandLine.arguments[1]) {
            limit(__rlimit_resource_t(RLIMIT_AS.rawValue), to: bytes)
        }
        limit(__rlimit_resource_t(RLIMIT_CORE.rawValue), to: 0)
        var requests = RequestReader()
        while let frame = Frame.read() {
            Frame.write(requests.answer(frame).text)
        }
    }

    private static func limit(_ resource: __rlimit_resource_t, to value: UInt) {
        var limits = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(resource, &limits)
    }
}
