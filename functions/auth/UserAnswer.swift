internal import Accounts
internal import Identity

/// A user in answers.
struct UserAnswer: Encodable {
    let id: UserID
    let email: String

    init(_ account: Account) {
        id = account.user
        email = account.email
    }
}
