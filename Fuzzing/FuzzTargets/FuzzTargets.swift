import CLibFuzzer
import Glibc

/// Feeds one of the readers with what libFuzzer makes of its seeds: `FUZZ_TARGET=documents FuzzTargets CORPUS`. Whatever
/// comes, it must neither crash nor hang; see `bin/check --fuzz`.
@main
enum FuzzTargets {
    static let all: [String: @Sendable ([UInt8]) -> Void] = [
        "documents": Documents.read, "expressions": Expressions.read, "uri-templates": URITemplates.read,
        "durations": Durations.read, "replays": Replays.read, "passkeys": Passkeys.read,
    ]

    private static let chosen = getenv("FUZZ_TARGET").flatMap { all[String(cString: $0)] }

    static func main() {
        guard chosen != nil else {
            let message = "FUZZ_TARGET names none of \(all.keys.sorted().joined(separator: ", "))\n"
            write(STDERR_FILENO, message, message.utf8.count)
            exit(2)
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, testOneInput))
    }

    static func test(_ bytes: [UInt8]) {
        chosen?(bytes)
    }
}

/// libFuzzer's own `main`, which the linker takes in with the rest of it, wants this name.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    FuzzTargets.test(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
