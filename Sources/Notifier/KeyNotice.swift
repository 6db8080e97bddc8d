/// The words of a message that tells somebody of the end of an API key.
struct KeyNotice {
    /// Characters of a name that stand in mail.
    private static let nameLimit = 40

    let subject: String
    let text: String

    init(
        id: String, name: String, account: String?, tenant: String, days: Int, time: String, at url: String
    ) {
        let whose = account.map { "of the service account \($0)" } ?? "of yours"
        subject = "An API key ends in \(days) days"
        text = """
            The API key "\(Self.shown(name))" (\(id)) \(whose), in the tenant "\(Self.shown(tenant))" of Intelligentic at \(url),
            ends at \(time). From then on whatever uses it is refused.

            Make another one in time, and give it to the programs that use this one. What it permits, and when it was used last:

                intelligentic api-key list --url \(url)

            If nothing uses it any more:

                intelligentic api-key revoke \(id) --url \(url)
            """
    }

    /// People choose them: only so much of one that nobody takes it for words of ours.
    private static func shown(_ name: String) -> String {
        let printable = name.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 && $0 != "\"" }
        return String(String(String.UnicodeScalarView(printable)).prefix(nameLimit))
    }
}
