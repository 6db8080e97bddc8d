/// Producers: users of Redis that are no programs, one for a tenant, from outside. The file `producer-TENANT-ID` makes one.
extension PasswordFiles {
    private static let producerPrefix = "producer-"
    private static let tenantLength = 36

    static func producer(of tenant: String) -> String { producerPrefix + tenant }

    /// The ids of the tenants that have one.
    var producers: [String] {
        TextFile.names(in: directory).filter { $0.hasPrefix(Self.producerPrefix) }
            .map { String($0.dropFirst(Self.producerPrefix.count)) }.filter(Self.isTenant)
    }

    /// Makes the password of a tenant's producer, for the eyes of this user only; one that is there stays.
    ///
    /// - Parameter tenant: its id, in small letters.
    /// - Returns: the file.
    package func makeProducer(of tenant: String) throws(ManifestError) -> String {
        let file = path(Self.producer(of: tenant))
        guard Self.isTenant(tenant) else { throw ManifestError(file: file, "expected the id of a tenant, a UUID") }
        if !TextFile.exists(file) { _ = try TextFile.replace(file, with: Self.random() + "\n", mode: 0o600) }
        return file
    }

    /// Nothing else may come into an ACL.
    private static func isTenant(_ text: String) -> Bool {
        text.utf8.count == tenantLength
            && text.allSatisfy { ManifestRules.isDigit($0) || ("a"..."f").contains($0) || $0 == "-" }
    }
}
