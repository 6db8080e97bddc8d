/// The two ways to a sandbox.
enum SandboxKind: Sendable, CaseIterable {
    /// In a user namespace, for which nobody needs to be root.
    case userNamespace
    /// By root, where the kernel gives no user namespaces (in a chroot, by a setting): with the rights that it takes, which are
    /// given away before the program starts.
    case root
}
