internal import CCurl
internal import Glibc
internal import Synchronization
internal import Threads

/// The thread that performs all exchanges of a client, with libcurl's multi interface.
///
/// Sendable by proof: other threads touch `inbox`, which is a mutex, and wake the thread, which libcurl allows; the rest
/// is the thread's own.
final class TransferLoop: @unchecked Sendable {
    /// Connections that are kept while nothing goes over them.
    private static let idleConnectionLimit = 64
    /// The longest sleep of the thread. It is woken earlier.
    private static let sleepLimit = Duration.seconds(60)
    /// How many exchanges of several owners are begun before those under way are looked at again.
    static let turnLimit = 16
    /// The longest sleep while exchanges wait for a place for a large answer.
    private static let pauseLimit = Duration.milliseconds(20)

    private struct Inbox {
        var nextID: UInt64 = 0
        var arrivals: [Transfer] = []
        var cancelled: Set<UInt64> = []
        var isStopped = false
    }

    private static let isLibraryReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let multi: UnsafeMutableRawPointer
    private let inbox = Mutex(Inbox())
    /// Those whose time has not come, and those that follow a redirect.
    private var later: [Transfer] = []
    /// Those that can begin. Owners take turns.
    private var line = FairLine<String?, Transfer>()
    /// By libcurl's handle.
    private var running: [UnsafeMutableRawPointer: Transfer] = [:]
    private var places = TransferPlaces()
    private let largeAnswers = LargeAnswers()
    private var isAnyPaused = false

    init() {
        guard Self.isLibraryReady, let multi = curl_multi_init() else { fatalError("libcurl cannot start") }
        curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.idleConnectionLimit)
        self.multi = multi
    }

    // The last reference may be a transfer's, long after the thread has ended.
    deinit { curl_multi_cleanup(multi) }

    /// Queues a transfer.
    ///
    /// - Returns: its id.
    func add(
        _ request: HTTPRequest, startingAt time: ContinuousClock.Instant,
        then: @escaping @Sendable (Result<HTTPResponse, HTTPError>) -> Void
    ) -> UInt64 {
        let id = inbox.withLock { inbox in
            inbox.nextID += 1
            inbox.arrivals.append(Transfer(id: inbox.nextID, request: request, startsAt: time, then: then))
            return inbox.nextID
        }
        curl_multi_wakeup(multi)
        return id
    }

    func cancel(_ id: UInt64) {
        inbox.withLock { inbox in
            // Nobody would empty it any more.
            if !inbox.isStopped { inbox.cancelled.insert(id) }
        }
        curl_multi_wakeup(multi)
    }

    /// Gives up what is under way, and ends the thread.
    func stop() {
        inbox.withLock { $0.isStopped = true }
        curl_multi_wakeup(multi)
    }

    /// Starts the thread; it holds the loop until ``stop()``.
    func start() {
        SystemThread {
            // Signals are for other threads; a lost connection must not end the process by SIGPIPE.
            var signals = sigset_t()
            sigfillset(&signals)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            self.run()
        }.detach()
    }

    private func run() {
        while takeInbox() {
            startWaiting()
            resumePaused()
            var count: Int32 = 0
            curl_multi_perform(multi, &count)
            endFinished()
            curl_multi_poll(multi, nil, 0, Int32((sleep / .milliseconds(1)).rounded(.up)), nil)
        }
        for transfer in later + line.elements { transfer.end(with: .failure(.cancelled)) }
        for (easy, transfer) in running { end(transfer, easy, with: .failure(.cancelled)) }
    }

    /// - Returns: false: the loop was stopped.
    private func takeInbox() -> Bool {
        let (arrivals, cancelled, isStopped) = inbox.withLock { inbox in
            defer { (inbox.arrivals, inbox.cancelled) = ([], []) }
            return (inbox.arrivals, inbox.cancelled, inbox.isStopped)
        }
        later += arrivals
        if !cancelled.isEmpty {
            let isCancelled = { (transfer: Transfer) in cancelled.contains(transfer.id) }
            for transfer in later.filter(isCancelled) + line.removeAll(where: isCancelled) {
                transfer.end(with: .failure(.cancelled))
            }
            later.removeAll(where: isCancelled)
            for (easy, transfer) in running where isCancelled(transfer) {
                end(transfer, easy, with: .failure(.cancelled))
            }
        }
        return !isStopped
    }

    private func startWaiting() {
        if later.isEmpty, line.isEmpty { return }
        let now = ContinuousClock.now
        later.removeAll { transfer in
            guard transfer.nextStart <= now else { return false }
            line.append(transfer, of: transfer.request.owner)
            return true
        }
        for _ in 0..<(line.owners.count > 1 ? Self.turnLimit : line.count) {
            guard let next = line.removeFirst(where: places.hasRoom) else { break }
            start(next)
        }
        for transfer in line.removeAll(where: { $0.deadline <= now }) {
            transfer.end(with: .failure(.timeLimit(transfer.request.timeout)))
        }
    }

    private func start(_ transfer: Transfer) {
        do throws(HTTPError) {
            let exchange = try transfer.begin(among: largeAnswers)
            guard curl_multi_add_handle(multi, exchange.easy) == CURLM_OK else {
                throw .connection("libcurl has no memory")
            }
            running[exchange.easy] = transfer
            places.take(for: transfer.request.owner)
        } catch {
            transfer.end(with: .failure(error))
        }
    }

    private func endFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let transfer = running[easy], let exchange = transfer.exchange
            else { continue }
            let result = exchange.result(curl_message_result(message))
            do throws(HTTPError) {
                guard try transfer.follow(result, of: exchange) else {
                    end(transfer, easy, with: result)
                    continue
                }
                remove(easy, of: transfer)
                later.append(transfer)
            } catch {
                end(transfer, easy, with: .failure(error))
            }
        }
    }

    private func end(
        _ transfer: Transfer, _ easy: UnsafeMutableRawPointer, with result: Result<HTTPResponse, HTTPError>
    ) {
        remove(easy, of: transfer)
        transfer.end(with: result)
    }

    private func remove(_ easy: UnsafeMutableRawPointer, of transfer: Transfer) {
        curl_multi_remove_handle(multi, easy)
        running[easy] = nil
        places.leave(of: transfer.request.owner)
    }

    /// Lets exchanges go on that waited for a place for a large answer.
    private func resumePaused() {
        guard isAnyPaused else { return }
        for transfer in running.values { transfer.exchange?.goOn() }
    }

    /// Until the next waiting transfer is due; libcurl itself knows when its own time limits are.
    private var sleep: Duration {
        isAnyPaused = running.values.contains { $0.exchange?.isPaused == true }
        if line.owners.contains(where: places.hasRoom) { return .zero }
        let now = ContinuousClock.now
        let next = (later.map(\.nextStart) + line.elements.map(\.deadline)).min()
        let limit = isAnyPaused ? Self.pauseLimit : Self.sleepLimit
        return max(.zero, min(limit, next.map { now.duration(to: $0) } ?? limit))
    }
}
