internal import FunctionKit
internal import Identity
internal import Secrets

extension EntityTag {
    /// Names a value of a secret, and says nothing about it.
    init(_ secret: Secret) {
        self.init("\(secret.id).\(secret.revision)")
    }
}
