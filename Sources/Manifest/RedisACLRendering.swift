internal import Digests
internal import TextEncodings

/// The users of Redis (7 or later): one for each program, with no more than its manifest declares, and one for each tenant
/// that has a producer of events: an ACL file. It holds hashes, no passwords. The user `default` is off: whoever connects
/// says who they are.
package struct RedisACLRendering {
    /// Whoever looks after Redis: may see how it is, save it, read this file anew, and remove keys, as a restore does.
    package static let operatorUser = Program.userPrefix + "operator"
    static let operatorCommands = [
        "ping", "info", "dbsize", "lastsave", "bgsave", "bgrewriteaof", "acl|load", "acl|list", "acl|log", "acl|whoami",
        "scan",
    ]
    private static let operatorKeys = "(~\(RedisRules.prefix)* +unlink)"
    /// It tells the functions at once that a tenant has been suspended or resumed.
    private static let operatorGate = "(~\(RedisRules.prefix)gate:* +evalsha +script|load +get +set)"

    private let fleet: Fleet
    private let passwords: PasswordFiles

    package init(_ fleet: Fleet, passwords: PasswordFiles) {
        self.fleet = fleet
        self.passwords = passwords
    }

    /// Writes the file.
    ///
    /// - Returns: whether it changed: then Redis must read it, with `ACL LOAD`.
    package func write(_ path: String) throws(ManifestError) -> Bool {
        try TextFile.replace(path, with: text(), mode: 0o640)
    }

    func text() throws(ManifestError) -> String {
        // Redis takes no comments in this file.
        var text = "user default off resetkeys resetchannels -@all\n"
        text += try user(
            Self.operatorUser, PasswordFiles.redisOperator,
            Self.operatorCommands.map { "+" + $0 } + [Self.operatorKeys, Self.operatorGate]
        )
        for program in fleet.programs {
            text += try user(
                program.user, PasswordFiles.redis(program), program.redis.flatMap(\.selectors))
        }
        for tenant in passwords.producers {
            text += try user(Self.producer(of: tenant), PasswordFiles.producer(of: tenant), Self.producerRules(tenant))
        }
        return text
    }

    /// The user with which a tenant puts events into Redis.
    package static func producer(of tenant: String) -> String { Program.userPrefix + "producer_" + tenant }

    /// It adds to its tenant's stream, and sees what was refused of that. Nothing else: not even its own events.
    private static func producerRules(_ tenant: String) -> [String] {
        [
            "+ping", "(~\(RedisRules.prefix)ingress:\(tenant) +xadd)",
            "(%R~\(RedisRules.prefix)ingress-refused:\(tenant) +xrange +xrevrange +xlen)",
        ]
    }

    private func user(_ name: String, _ passwordFile: String, _ rules: [String]) throws(ManifestError) -> String {
        let digest = SHA256.digest(try passwords.password(passwordFile).utf8)
        let hash = Hexadecimal.encode(digest)
        return (["user", name, "on", "#" + hash, "resetkeys", "resetchannels", "-@all"] + rules)
            .joined(separator: " ") + "\n"
    }
}
