/// A variable that a program is started with.
struct ProgramVariable: Hashable {
    let name: String
    let value: String
    /// Whether the value is the path of a file that no other program may read.
    var isCredential = false
}
