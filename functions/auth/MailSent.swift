internal import FunctionKit
internal import JSON

/// What somebody is told who asked for mail: the same whether or not there is somebody to send it to.
enum MailSent {
    private static let body: JSON = ["status": "mail_sent"]

    static let answer = Answer(
        202, "If all is well, mail is on its way; the answer is the same where it is not.",
        .object(["status": .choice(["mail_sent"])]), headers: ["Cache-Control"], example: body)

    static var response: Response {
        .json(body, status: 202, headers: [("Cache-Control", "no-store")])
    }
}
