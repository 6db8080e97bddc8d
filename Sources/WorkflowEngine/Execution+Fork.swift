import JSON
import WorkflowDSL

extension Execution {
    /// Starts the branches of a `fork`, each as a strand of its own.
    mutating func branch(_ fork: Fork, with input: JSON) -> Signal? {
        guard !fork.branches.isEmpty else { return .value(.array([])) }
        let scope = Strand.Scope(
            variables: scopedVariables(), attempt: currentAttempt, extendedTask: extendedTask,
            iterations: currentIterations)
        var frame = ForkFrame(
            isCompeting: fork.compete, strands: [], outputs: Array(repeating: nil, count: fork.branches.count))
        for branch in fork.branches {
            strands[nextStrand] = Strand(
                id: nextStrand, parent: current.id, scope: scope, stack: [.list(ListFrame(tasks: [branch]))])
            ready.append((nextStrand, .value(input)))
            frame.strands.append(nextStrand)
            nextStrand += 1
        }
        current.stack.append(.fork(frame))
        return nil
    }

    /// What the end of the current strand, a branch, means for its `fork`.
    mutating func branchEnded(with signal: Signal) {
        guard let parentID = current.parent, var parent = strands[parentID], case .fork(var fork)? = parent.stack.last,
            let place = fork.strands.firstIndex(of: current.id)
        else { return }
        fork.strands[place] = nil
        let result = result(of: signal, at: place, in: &fork)
        parent.stack[parent.stack.count - 1] = .fork(fork)
        strands[parentID] = parent
        guard let result else { return }
        for branch in fork.strands { if let branch { dismantle(branch) } }
        ready.append((parentID, result))
    }

    /// What the `fork` goes on with; nil while it waits for other branches.
    private func result(of signal: Signal, at place: Int, in fork: inout ForkFrame) -> Signal? {
        let isLast = fork.strands.allSatisfy { $0 == nil }
        switch signal {
        case .value(let output), .done(let output, _):
            if fork.isCompeting { return .value(output) }
            fork.outputs[place] = output
            return isLast ? .value(.array(fork.outputs.map { $0 ?? .null })) : nil
        case .error:
            return fork.isCompeting && !isLast ? nil : signal
        case .end:
            return signal
        }
    }
}
