/// What a tenant has of the rate limits of some requests, in percent.
package struct RateOverride: Sendable, Hashable {
    /// Which requests.
    package struct Scope: Sendable, Hashable {
        /// Its type's name, such as `StartRun`; nil: of every endpoint.
        package let endpoint: String?
        /// Nil: of callers of each class.
        package let callerClass: CallerClass?

        /// - Parameter operation: as the API's description names it, such as `startRun`.
        /// - Returns: nil: it says nothing of a request, or the operation cannot be one.
        package init?(operation: String?, callerClass: CallerClass?) {
            guard operation != nil || callerClass != nil else { return nil }
            if let operation {
                let isName = operation.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: false
                    }
                }
                guard isName, operation.first?.isLowercase == true, operation.utf8.count <= TenantRates.operationLimit
                else {
                    return nil
                }
            }
            endpoint = operation.map { $0.prefix(1).uppercased() + $0.dropFirst() }
            self.callerClass = callerClass
        }

        /// As the API's description names it.
        package var operation: String? { endpoint.map { $0.prefix(1).lowercased() + $0.dropFirst() } }

        fileprivate var encoded: String { (endpoint ?? "") + (callerClass.map { ":\($0.rawValue)" } ?? "") }
    }

    package let scope: Scope
    package let percent: Int

    package init(_ scope: Scope, percent: Int) {
        self.scope = scope
        self.percent = percent
    }

    /// Such as `StartRun=50`, `:automation=20`, `StartRun:interactive=200`.
    package var encoded: String { "\(scope.encoded)=\(percent)" }

    /// Reads what ``encoded`` wrote; nil for any other text.
    package init?(encoded text: some StringProtocol) {
        guard let equals = text.lastIndex(of: "="), let percent = Int(text[text.index(after: equals)...]),
            TenantRates.percentRange.contains(percent)
        else { return nil }
        let parts = text[..<equals].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let callerClass = parts.count == 2 ? CallerClass(rawValue: String(parts[1])) : nil
        guard let endpoint = parts.first, (parts.count == 2) == (callerClass != nil) else { return nil }
        let operation = endpoint.isEmpty ? nil : endpoint.prefix(1).lowercased() + endpoint.dropFirst()
        guard let scope = Scope(operation: operation, callerClass: callerClass) else { return nil }
        self.init(scope, percent: percent)
    }
}
