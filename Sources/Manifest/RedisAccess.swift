/// What a program does in Redis: commands on some keys, and messages on some channels. Keys and channels are Redis
/// patterns, and in a subscription only a pattern that stands here to the letter may be used as one.
package struct RedisAccess: Sendable, Hashable {
    package var keys: [String]
    /// What is sent for these keys, scripts included: commands that a script calls count. In small letters; a part of a
    /// command as `script|load`.
    package var commands: [String]
    /// Channels to publish on.
    package var publish: [String]
    /// Channels to listen to.
    package var subscribe: [String]

    package init(
        keys: [String] = [], commands: [String] = [], publish: [String] = [], subscribe: [String] = []
    ) {
        self.keys = keys
        self.commands = commands
        self.publish = publish
        self.subscribe = subscribe
    }

    /// The members with what they hold, for those who look at all of them.
    var members: [(name: String, patterns: [String])] {
        [("keys", keys), ("publish", publish), ("subscribe", subscribe)]
    }

    /// The rules of an ACL, each in parentheses of its own: what one of them allows on its keys or channels, it allows on
    /// no others (Redis 7, "selectors").
    var selectors: [String] {
        var selectors: [String] = []
        func add(_ patterns: [String], _ commands: [String]) {
            guard !patterns.isEmpty || !commands.isEmpty else { return }
            selectors.append("(" + (patterns + commands.map { "+" + $0 }).joined(separator: " ") + ")")
        }
        add(keys.map { "~" + $0 }, commands)
        if !publish.isEmpty { add(publish.map { "&" + $0 }, ["publish"]) }
        if !subscribe.isEmpty { add(subscribe.map { "&" + $0 }, Self.subscriptionCommands) }
        return selectors
    }

    private static let subscriptionCommands = ["subscribe", "unsubscribe", "psubscribe", "punsubscribe"]
}

extension RedisAccess: Decodable {
    private enum CodingKeys: String, CodingKey {
        case keys, commands, publish, subscribe
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            keys: try members.decodeIfPresent([String].self, forKey: .keys) ?? [],
            commands: try members.decodeIfPresent([String].self, forKey: .commands) ?? [],
            publish: try members.decodeIfPresent([String].self, forKey: .publish) ?? [],
            subscribe: try members.decodeIfPresent([String].self, forKey: .subscribe) ?? [])
    }
}
