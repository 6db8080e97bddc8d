/// The most bytes of a request with credentials: e-mail, password and tenant at their limits, escaped.
let credentialsLimit = 8 * 1_024
