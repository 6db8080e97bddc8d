/// Who says whether an evaluation may go on that takes longer than `JQLimits.patience`.
package protocol Overtime {
    /// Asked once an evaluation. After false it is given up with ``JQError/overtimeRefused``.
    func isGranted() -> Bool
}
