internal import Database
internal import Identity

extension Role: SQLConvertible, SQLReadable {}
