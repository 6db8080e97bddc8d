import HTTPClient

extension HTTPTransfer: Cancellable {}
