import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Every operation of the API × everybody who may come: none is open by mistake, and a new one needs a row of the table.
@Suite struct AccessMatrixTests {
    private static func rows() throws -> [(operation: DescribedOperation, row: AccessRow)] {
        try APIDescription.shared.get().operations.compactMap { operation in
            AccessRow.table[operation.id].map { (operation, $0) }
        }
    }

    @Test func `the table has a row for every operation, which needs what the description says`() throws {
        let operations = try APIDescription.shared.get().operations
        #expect(Set(operations.map(\.id)) == Set(AccessRow.table.keys))
        for (operation, row) in try Self.rows() {
            let text = operation.json["description"]?.string ?? ""
            switch row.access {
            case .open:
                #expect(operation.isOpen && text.hasSuffix("No access token is needed."), "\(operation.id)")
            case .signedIn:
                #expect(!operation.isOpen && text.hasSuffix("Anyone who is signed in may do this."), "\(operation.id)")
            case .identified: #expect(!operation.isOpen && text.hasSuffix("and any API key."), "\(operation.id)")
            case .requires(let permission, let least):
                #expect(!operation.isOpen && text.hasSuffix("Needs the permission `\(permission)`."), "\(operation.id)")
                let known = try #require(Permission(permission), "\(operation.id)")
                for role in Role.allCases {
                    #expect(
                        role.permissions.contains(known) == role.permissions.isSuperset(of: least.permissions),
                        "\(operation.id) \(role)")
                }
            }
        }
    }

    @Test func `everybody is answered what the table says`() throws {
        try Platform.run { (platform) throws in
            let tenant = try AccessTenant(at: platform)
            let bad = try tenant.badTokens()
            for (operation, row) in try Self.rows() {
                func expect(_ status: Int, _ code: String? = nil, _ who: String, _ answer: HTTPResponse) {
                    let isRight = answer.status == status && (code == nil || answer.problem == code)
                    #expect(isRight, "\(operation.id) by \(who): \(answer.status) \(answer.text)")
                }
                let isOpen = if case .open = row.access { true } else { false }
                for (token, code) in bad {
                    let answer = try tenant.send(operation, row, as: token)
                    expect(isOpen ? row.status : 401, isOpen ? nil : code, code, answer)
                }
                for role in Role.allCases {
                    let answer = try tenant.send(operation, row, as: tenant.token(role))
                    if case .requires(_, let least) = row.access,
                        !role.permissions.isSuperset(of: least.permissions)
                    {
                        expect(403, "permission_denied", "\(role)", answer)
                    } else {
                        expect(row.status, nil, "\(role)", answer)
                    }
                }
                expect(row.foreign, nil, "a stranger", try tenant.send(operation, row, as: tenant.foreignToken()))
            }
        }
    }

    @Test func `one permission opens an operation, and all others together do not`() throws {
        try Platform.run { (platform) throws in
            let tenant = try AccessTenant(at: platform)
            let token = try tenant.token(tenant.other)
            for (operation, row) in try Self.rows() {
                guard case .requires(let name, _) = row.access, let permission = Permission(name) else { continue }
                try tenant.permit(PermissionSet.all.subtracting([permission]))
                let refused = try tenant.send(operation, row, as: token)
                #expect(refused.problem == "permission_denied", "\(operation.id): \(refused.text)")
                try tenant.permit([permission])
                let answer = try tenant.send(operation, row, as: token)
                #expect(answer.status == row.status, "\(operation.id): \(answer.text)")
            }
        }
    }

    @Test func `an API key with exactly the scope opens an operation, and one with all others does not`() throws {
        try Platform.run { (platform) throws in
            let tenant = try AccessTenant(at: platform)
            let all = try tenant.key(.all).text
            // Who is changed may do nothing: a key with one scope gives and takes no more.
            try tenant.permit([])
            for (operation, row) in try Self.rows() {
                func expect(_ status: Int, _ code: String?, _ who: String, _ token: String) throws {
                    let answer = try tenant.send(operation, row, as: token)
                    let isRight = answer.status == status && (code == nil || answer.problem == code)
                    #expect(isRight, "\(operation.id) by a key with \(who): \(answer.status) \(answer.text)")
                }
                switch row.access {
                case .open: try expect(row.status, nil, "all scopes", all)
                case .identified:
                    try expect(
                        row.status, nil, "one scope", tenant.key([Permission(.read, .runs)]).text)
                case .signedIn: try expect(403, "session_required", "all scopes", all)
                case .requires(let name, _):
                    guard let permission = Permission(name) else { continue }
                    let others = try tenant.key(PermissionSet.all.subtracting([permission])).text
                    try expect(403, "permission_denied", "all other scopes", others)
                    try expect(row.status, nil, "exactly the scope", tenant.key([permission]).text)
                }
            }
        }
    }

    @Test func `every role in another namespace opens nothing`() throws {
        try Platform.run { (platform) throws in
            let tenant = try AccessTenant(at: platform)
            let token = try tenant.token(tenant.other)
            let roles = Role.allCases.map { ["role": .string($0.rawValue), "namespace": "elsewhere"] as JSON }
            #expect(
                try tenant.admin.put("/api/v1/members/\(tenant.other.user)/roles", ["roles": .array(roles)]).status
                    == 200)
            for (operation, row) in try Self.rows() {
                guard case .requires(let name, _) = row.access, let permission = Permission(name) else { continue }
                let answer = try tenant.send(operation, row, as: token)
                // What names the namespace is refused; what must be looked up is not found; lists are empty.
                let isRefused =
                    !permission.resource.isNamespaced || operation.id == "deployWorkflow"
                    || operation.path.contains("{namespace}")
                #expect(answer.status == (isRefused ? 403 : row.foreign), "\(operation.id): \(answer.text)")
                if operation.id.hasPrefix("list"), answer.status == 200 {
                    #expect(try answer.json["items"] == [], "\(operation.id)")
                }
            }
        }
    }

    @Test func `another tenant's thing cannot be told from one that does not exist`() throws {
        try Platform.run { (platform) throws in
            let tenant = try AccessTenant(at: platform)
            let token = try tenant.foreignToken()
            var count = 0
            for (operation, row) in try Self.rows() where row.foreign == 404 {
                count += 1
                let foreign = try tenant.send(operation, row, as: token)
                let none = try tenant.send(operation, row, as: token, to: tenant.nowhere(operation))
                #expect(foreign.status == 404 && foreign.status == none.status, "\(operation.id)")
                #expect(try Self.told(foreign) == Self.told(none), "\(operation.id)")
            }
            #expect(count > 10)
        }
    }

    /// What an answer says, without what differs between any two.
    private static func told(_ answer: HTTPResponse) throws -> [String] {
        var body = try answer.json.object ?? [:]
        body["requestId"] = nil
        let headers = answer.headers.map { "\($0.0.lowercased()): \($0.1)" }.filter {
            !$0.hasPrefix("x-request-id:") && !$0.hasPrefix("date:") && !$0.hasPrefix("ratelimit:")
        }
        return headers.sorted() + [JSON.object(body).text]
    }
}
