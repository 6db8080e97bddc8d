/// Why a model gave no answer. Holds no key and no word of question or answer, so it can be logged and shown.
package struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong; the language's error types, and giving up.
    package enum Kind: Sendable, Hashable {
        case configuration, authentication, authorization, timeout, communication, runtime, cancelled
    }

    /// A kind, and what happened in words that follow the model's name.
    package struct Reason: Error, Sendable, Hashable {
        package let kind: Kind
        package internal(set) var text: String
        /// Of the provider's last answer, where it gave one that is no success.
        package let status: Int?

        init(_ kind: Kind, _ text: String, status: Int? = nil) {
            self.kind = kind
            self.text = text
            self.status = status
        }
    }

    /// The model's name in the catalog.
    package let model: String
    package let reason: Reason
    /// How often it was asked.
    package let attempts: Int

    package var kind: Kind { reason.kind }
    package var status: Int? { reason.status }

    package var description: String {
        "model \(model): \(reason.text)" + (attempts > 1 ? " (after \(attempts) attempts)" : "")
    }
}
