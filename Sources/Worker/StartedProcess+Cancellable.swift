import Processes

extension StartedProcess: Cancellable {}
