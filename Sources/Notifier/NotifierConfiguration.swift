import Database
import Encryption
import KeyFiles
import MailClient

/// How mail is sent, from the environment.
struct NotifierConfiguration: Sendable {
    let database: DatabaseConfiguration
    let keys: KeyRing
    /// Nil: no mail is sent here.
    let delivery: Delivery?

    /// Whom mail comes from, and how it goes.
    struct Delivery: Sendable {
        let server: SMTPServer
        let sender: String
        /// Of the platform, as people reach it, without a slash at its end.
        let publicURL: String
    }

    /// Reads `DATABASE_*`, `SECRETS_KEY_FILE`, `SMTP_URL`, `SMTP_USER`, `SMTP_PASSWORD_FILE`, `MAIL_FROM`, `PUBLIC_URL`.
    ///
    /// - Throws: what is missing or wrong.
    init(environment: [String: String]) throws {
        guard let keys = environment["SECRETS_KEY_FILE"] else {
            throw ConfigurationError(
                description: "set SECRETS_KEY_FILE: the keys that mail is encrypted with until it is sent")
        }
        database = try DatabaseConfiguration(environment: environment)
        self.keys = try KeyRing(contentsOf: keys)
        guard let url = environment["SMTP_URL"], !url.isEmpty else {
            delivery = nil
            return
        }
        guard let sender = environment["MAIL_FROM"], let publicURL = environment["PUBLIC_URL"] else {
            throw ConfigurationError(
                description:
                    "with SMTP_URL set MAIL_FROM (the address that mail comes from) and PUBLIC_URL (the platform's, for people) too"
            )
        }
        let password = try environment["SMTP_PASSWORD_FILE"].map { file in
            let text = String(decoding: try KeyFile.read(file), as: UTF8.self)
            return text.hasSuffix("\n") ? String(text.dropLast()) : text
        }
        delivery = Delivery(
            server: try SMTPServer(url: url, user: environment["SMTP_USER"], password: password), sender: sender,
            publicURL: publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL)
        // One that no message can be made with must not be found out when somebody waits for it.
        _ = try MailMessage(from: sender, to: sender, subject: "", text: "", id: "")
    }
}

struct ConfigurationError: Error, CustomStringConvertible {
    let description: String
}
