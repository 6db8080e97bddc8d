package import Database
package import Identity

extension NamespaceScope {
    /// What goes on with the condition of a statement that reads `workflows w`: what is out of scope is as if it were not there.
    package var ofWorkflows: SQL {
        switch self {
        case .all: ""
        case .only(let names): "AND w.namespace IN \(list: names.sorted())"
        }
    }
}
