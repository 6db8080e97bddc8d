import Database
import Identity
import JSON
import Mail
import MailClient
import Supervision
import Threads

/// The thread that sends what is in the outbox, and removes from it what is too late. Puts in what nobody else would: that API
/// keys end.
final class Sender {
    /// Between two looks, where there is nothing to send.
    static let interval = Duration.seconds(1)
    /// Between two looks while the mail server or the database is away.
    static let failurePause = Duration.seconds(5)
    static let sweepInterval = Duration.seconds(600)

    private let stop: WaitQueue<Never>
    private let delivery: (settings: NotifierConfiguration.Delivery, client: MailClient)?
    private let outbox: MailOutbox
    private let addresses: KnownAddresses
    private let reminder: KeyReminder
    private var nextSweep = ContinuousClock.now
    private var nextReminder = ContinuousClock.now

    /// - Parameter stop: closed when the program ends.
    init(_ configuration: NotifierConfiguration, stop: WaitQueue<Never>) {
        self.stop = stop
        delivery = configuration.delivery.map { ($0, MailClient($0.server)) }
        let database = Database(configuration.database)
        outbox = MailOutbox(database, keys: configuration.keys)
        addresses = KnownAddresses(database)
        reminder = KeyReminder(database, outbox)
    }

    /// Works until `stop` is closed. A message that is under way is sent before.
    func run() {
        while !stop.isFinished {
            var pause = Duration.zero
            do {
                pause = try look() ? .zero : Self.interval
            } catch {
                DaemonLog.notifier.note(.warning, "mail cannot be sent now", ["reason": .string("\(error)")])
                pause = Self.failurePause
            }
            if pause > .zero { _ = stop.take(upTo: 1, waiting: pause) }
        }
    }

    /// - Returns: whether there may be more.
    private func look() throws -> Bool {
        if ContinuousClock.now >= nextSweep {
            // Also where nothing is sent: functions put mail in all the same.
            if try !outbox.sweep(at: .now) { nextSweep = .now + Self.sweepInterval }
        }
        guard delivery != nil else { return false }
        if ContinuousClock.now >= nextReminder, try !reminder.look() { nextReminder = .now + KeyReminder.interval }
        let entries = try outbox.due(at: .now)
        for entry in entries where try outbox.take(entry, at: .now) {
            guard try send(entry), !stop.isFinished else { return false }
        }
        return entries.count == MailOutbox.batchLimit
    }

    /// - Returns: whether the mail server answers: the next message may go there too.
    private func send(_ entry: MailOutbox.Entry) throws -> Bool {
        do {
            guard let delivery, let message = try message(of: entry, delivery.settings) else {
                try outbox.remove(entry)
                return true
            }
            try delivery.client.send(message)
            try outbox.remove(entry)
            DaemonLog.notifier.note(.info, "sent", ["mail": .string("\(entry.id)"), "kind": .string(entry.kind)])
            return true
        } catch let error as DatabaseError {
            throw error
        } catch let error as MailError {
            switch error {
            case .refused:
                try fail(entry, "\(error)", isFinal: true)
                return true
            case .failed(_, let code):
                try fail(entry, "\(error)", isFinal: false)
                return code != nil
            case .configuration:
                try fail(entry, "\(error)", isFinal: false)
                return true
            }
        } catch {
            // Its key is gone, it was altered, or a newer version wrote it.
            try fail(entry, "\(error)", isFinal: false)
            return true
        }
    }

    /// - Returns: nil: nothing is sent.
    private func message(
        of entry: MailOutbox.Entry, _ delivery: NotifierConfiguration.Delivery
    ) throws -> MailMessage? {
        let mail = try outbox.open(entry)
        let isKnown = try addresses.contains(entry.recipient)
        guard let text = MailText(mail, to: entry.recipient, isKnown: isKnown, at: delivery.publicURL) else {
            return nil
        }
        let domain = delivery.sender.split(separator: "@").last.map(String.init) ?? ""
        return try MailMessage(
            from: delivery.sender, to: entry.recipient, subject: text.subject, text: text.text,
            id: "\(entry.id)@\(domain)")
    }

    private func fail(_ entry: MailOutbox.Entry, _ reason: String, isFinal: Bool) throws {
        let isTriedAgain = try outbox.fail(entry, because: reason, isFinal: isFinal)
        DaemonLog.notifier.note(
            isTriedAgain ? .warning : .error, isTriedAgain ? "not sent, tried again later" : "not sent, given up",
            ["mail": .string("\(entry.id)"), "kind": .string(entry.kind), "reason": .string(reason)])
    }
}
