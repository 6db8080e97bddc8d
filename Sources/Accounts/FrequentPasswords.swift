/// The passwords that people take most often, which is what a thief tries first: 3,000 and more of those that are long enough
/// (ASVS 5.0, 6.2.4), and shorter ones that somebody may have from before. They are a part of the program, so nobody is asked over the network.
enum FrequentPasswords {
    /// In small letters. Read at the first use: whoever only logs in does not need it.
    static let all: Set<Substring> = {
        // Lines with a space are the list's licence; no password of the list has one.
        let text = String(decoding: PackageResources.frequent_passwords_txt, as: UTF8.self)
        return Set(text.split(separator: "\n").filter { !$0.contains(" ") })
    }()

    static func contains(_ password: String) -> Bool {
        all.contains(password.lowercased()[...])
    }
}
