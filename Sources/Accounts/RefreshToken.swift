internal import Digests

/// Who has it goes on with a session.
typealias RefreshToken = OneTimeToken
