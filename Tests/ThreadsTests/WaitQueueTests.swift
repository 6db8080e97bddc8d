import Synchronization
import Testing
import Threads

@Suite struct WaitQueueTests {
    @Test func `what many put, many take, each once`() {
        let queue = WaitQueue<Int>()
        let sum = Mutex(0)
        let takers = (0..<4).map { _ in
            SystemThread { while let element = queue.take() { sum.withLock { $0 += element } } }
        }
        let givers = (0..<4).map { _ in SystemThread { for number in 1...1_000 { queue.put(number) } } }
        for giver in givers { giver.join() }
        queue.close()
        for taker in takers { taker.join() }
        #expect(sum.withLock { $0 } == 4 * 500_500)
        #expect(queue.isFinished)
    }

    @Test func `a batch has at most its limit, in order`() {
        let queue = WaitQueue<Int>()
        for number in 0..<5 { queue.put(number) }
        #expect(queue.take(upTo: 3, waiting: nil) == [0, 1, 2])
        #expect(queue.take(upTo: 3, waiting: .zero) == [3, 4])
        #expect(!queue.isFinished)
    }

    @Test func `waiting ends with its time, or with the queue`() {
        let queue = WaitQueue<Int>()
        let started = ContinuousClock.now
        #expect(queue.take(upTo: 1, waiting: .milliseconds(30)).isEmpty)
        #expect(started.duration(to: .now) >= .milliseconds(30))
        let taker = SystemThread { #expect(queue.take() == nil) }
        queue.close()
        taker.join()
    }
}
