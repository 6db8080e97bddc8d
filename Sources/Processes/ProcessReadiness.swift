internal import Glibc

/// What this host has for programs of workflows, for those who look after it.
package enum ProcessReadiness {
    /// Makes a sandbox and ends it.
    ///
    /// - Throws: ``ProcessError/sandboxUnavailable(reason:)``.
    /// - Returns: how it is made.
    package static func checkSandbox() throws(ProcessError) -> String {
        switch try Sandbox.available().kind {
        case .userNamespace: "with user namespaces"
        case .root: "by root, without user namespaces"
        }
    }

    /// - Throws: ``ProcessError/interpreterMissing(_:)``
    package static func check(_ language: ScriptLanguage) throws(ProcessError) {
        guard access(language.interpreter[0], X_OK) == 0 else { throw .interpreterMissing(language) }
    }

    /// - Throws: ``ProcessError/containersUnavailable(reason:)``.
    package static func checkContainers() throws(ProcessError) {
        try Podman.check()
    }
}
