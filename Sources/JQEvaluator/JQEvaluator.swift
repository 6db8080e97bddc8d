import CJq
import Glibc

/// Evaluates jq expressions for another process, under limits.
///
/// The process that is started is the *parent*: it has one thread, never sees data, holds compiled programs, and forks
/// *evaluators* that have them at once (libjq takes some 30 ms to compile anything). An evaluator that is over a limit is
/// killed; the parent and the other evaluators go on.
///
/// Arguments: memory of an evaluator in bytes, size of an answer in bytes, seconds after which an evaluator ends itself.
@main
struct JQEvaluator {
    static func main() {
        guard let limits = EvaluatorLimits(arguments: Array(CommandLine.arguments.dropFirst())) else {
            exit(EXIT_FAILURE)
        }
        EvaluatorParent(limits: limits).serve()
    }
}
