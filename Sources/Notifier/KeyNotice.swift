/// The words of a message that tells somebody of the end of an API key.
struct KeyNotice {
    let subject: String
    let text: String

    init(
        id: String, name: String, account: String?, tenant: String, days: Int, time: String, at url: String
    ) {
        let whose = account.map { "of the service account \($0)" } ?? "of yours"
        subject = "An API key ends in \(days) days"
        text = """
            The API key "\(ShownName(name))" (\(id)) \(whose), in the tenant "\(ShownName(tenant))" of Intelligentic at \(url),
            ends at \(time). From then on whatever uses it is refused.

            Make another one in time, and give it to the programs that use this one. What it permits, and when it was used last:

                intelligentic api-key list --url \(url)

            If nothing uses it any more:

                intelligentic api-key revoke \(id) --url \(url)
            """
    }
}
