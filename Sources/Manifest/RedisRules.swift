/// What a manifest may say of Redis: enough for an ACL, and no way around one.
enum RedisRules {
    /// All keys and channels of this system begin with it, so that no pattern reaches others.
    static let prefix = "intelligentic:"

    /// Commands that reach beyond keys and channels: they look at, change or stop the whole server, or run what no ACL
    /// has seen. `script` is allowed as `script|load` only.
    static let refused: Set<String> = [
        "acl", "bgrewriteaof", "bgsave", "client", "cluster", "config", "debug", "eval", "eval_ro", "failover", "fcall",
        "fcall_ro", "flushall", "flushdb", "function", "keys", "latency", "migrate", "module", "monitor", "move",
        "psync",
        "replconf", "replicaof", "restore", "restore-asking", "role", "save", "script", "select", "shutdown", "slaveof",
        "slowlog", "sort", "sort_ro", "swapdb", "sync",
    ]
    private static let allowedParts = ["script|load"]

    static func issues(_ redis: RedisAccess) -> [(place: String, message: String)] {
        var issues: [(place: String, message: String)] = []
        for (member, patterns) in redis.members {
            for (index, pattern) in patterns.enumerated() where !isPattern(pattern) {
                issues.append(
                    (
                        "/redis/\(member)/\(index)",
                        "expected a pattern that begins with \(prefix), of letters, digits and :-_.{}*?[]"
                    ))
            }
        }
        for (index, command) in redis.commands.enumerated() {
            let place = "/redis/commands/\(index)"
            if !isCommand(command) {
                issues.append((place, "expected a command in small letters, such as get or script|load"))
            } else if !allowedParts.contains(command), refused.contains(String(command.prefix { $0 != "|" })) {
                issues.append((place, "\(command) is no command for a program: it reaches beyond keys"))
            }
        }
        if redis.keys.isEmpty != redis.commands.isEmpty {
            issues.append(("/redis", "expected both keys and commands, or none of them"))
        }
        return issues
    }

    private static func isPattern(_ pattern: String) -> Bool {
        pattern.hasPrefix(prefix) && pattern.utf8.count > prefix.utf8.count
            && pattern.allSatisfy {
                ManifestRules.isLowercase($0) || ManifestRules.isUppercase($0) || ManifestRules.isDigit($0)
                    || ":-_.{}*?[]".contains($0)
            }
    }

    private static func isCommand(_ command: String) -> Bool {
        let parts = command.split(separator: "|", omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                ManifestRules.isWord(part, first: ManifestRules.isLowercase) {
                    ManifestRules.isLowercase($0) || ManifestRules.isDigit($0) || "_-".contains($0)
                }
            }
    }
}
