/// Looks whether people can be written to.
struct MailExamination {
    let programs: [RenderedProgram]

    func findings() -> [Finding] {
        guard let auth = programs.first(where: { $0.name == "auth" }) else { return [] }
        let notifiers = programs.filter { $0.name == "notifier" }
        let isSent = notifiers.contains { $0.variables["SMTP_URL"]?.isEmpty == false }
        if isSent { return [.good("mail", "is sent")] }
        // As the function reads it.
        guard auth.variables["EMAIL_VERIFICATION"] ?? "on" == "on" else {
            return [.good("mail", "is not sent, and nobody has to confirm an e-mail")]
        }
        return [
            .bad(
                "mail", "EMAIL_VERIFICATION is on, and no notifier has SMTP_URL: nobody can register",
                advice: "set SMTP_URL, MAIL_FROM and PUBLIC_URL, or EMAIL_VERIFICATION=off (docs/operations.md)")
        ]
    }
}
