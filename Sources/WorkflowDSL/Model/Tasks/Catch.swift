/// Which errors a `try` catches and what it does about them.
package struct Catch: Sendable {
    package let errors: ErrorFilter?
    /// The variable that holds the error, without `$`.
    package let `as`: String
    package let when: Expression?
    package let exceptWhen: Expression?
    /// Stated in the task or taken from `use.retries`.
    package let retry: RetryPolicy?
    package let `do`: [NamedTask]?
    /// Where the list of the `try` goes on after an error that was caught; an addition of later editions.
    package let then: FlowDirective?
}
