import Testing

/// One platform for all tests of a suite, each with a tenant of its own.
struct PlatformTrait: SuiteTrait, TestScoping {
    @TaskLocal fileprivate static var url: String?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing tests: @Sendable () async throws -> Void
    ) async throws {
        try await Platform.run { url in
            try await Self.$url.withValue(url) { try await tests() }
        }
    }
}

extension Trait where Self == PlatformTrait {
    /// One platform for all tests of the suite; see ``Client/newTenant()``.
    static var onePlatform: Self { PlatformTrait() }
}

extension Client {
    /// A new tenant's first user, in a suite with `.onePlatform`.
    static func newTenant() throws -> Client {
        guard let url = PlatformTrait.url else { throw Failure("the suite has no trait .onePlatform") }
        return try registered(at: url)
    }
}
