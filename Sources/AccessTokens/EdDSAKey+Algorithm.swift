internal import JWTKit

extension EdDSAKey {
    /// What signs and verifies with this key, without waiting.
    var algorithm: any JWTAlgorithm {
        get throws {
            try CallingThread.run { [self] in try await JWTKeyCollection().add(eddsa: self).getKey() }
        }
    }
}
