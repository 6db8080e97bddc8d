import Accounts
import ArgumentParser
import Audit
import JSON
import Redis
import Sessions

/// `intelligentic admin reset-password`
struct SetPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password",
        abstract:
            "Give somebody another password, on the host; their second factor goes, their sessions end, and mail tells them.",
        discussion: """
            Where REDIS_… names a Redis, the sessions end at once; else within half a minute.
            """)

    @OptionGroup var person: PersonOptions

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        let (email, password) = (try person.askedEmail(), try person.askedPassword())
        let ended = try AdministrationCommands.withAccounts { accounts, audit in
            try accounts.setPassword(of: email, to: password) { account in
                try audit.record(.resetPassword, AuditTarget(.user, "\(account.user)"), in: account.tenant.id)
            }
        }
        guard let ended else { throw Failure(.local, "Nobody has this e-mail here.") }
        let variables = CommandEnvironment.variables
        if variables["REDIS_SOCKET"] ?? variables["REDIS_HOST"] != nil {
            let redis = Redis(try RedisConfiguration(environment: variables))
            // The operator's user may only remove keys: who finds none asks the database.
            for session in ended { try redis.send("UNLINK", LiveSessions.key(session.session, in: session.tenant)) }
        }
        let answer: JSON = ["email": .string(email), "endedSessions": JSON(ended.count)]
        let text = "Set the password of \(email). Sessions that ended: \(ended.count)."
        Terminal.output.write(json ? answer.printableText : text.printable)
    }
}
