import ModelClient

extension ChatTransfer: Cancellable {}
