internal import Identity
package import JSON

/// A value that can be kept: within its limits.
package struct SecretValue: Sendable {
    let bytes: [UInt8]

    /// - Throws: ``SecretLimit``: `valueSize` or `valueParts`.
    package init(_ value: JSON) throws(SecretLimit) {
        bytes = value.bytes
        guard bytes.count <= SecretLimit.valueLimit else { throw .valueSize }
        guard Self.parts(of: value) <= SecretLimit.partLimit else { throw .valueParts }
    }

    private static func parts(of value: JSON) -> Int {
        switch value {
        case .null, .bool, .number, .string: 1
        case .array(let elements): elements.reduce(0) { $0 + parts(of: $1) }
        case .object(let members): members.values.reduce(0) { $0 + parts(of: $1) }
        }
    }

    /// What a value belongs to: a row that takes the place of another one does not open.
    static func context(_ name: String, in tenant: TenantID) -> [UInt8] {
        Array("intelligentic secret 1\n".utf8) + tenant.bytes + name.utf8
    }
}
