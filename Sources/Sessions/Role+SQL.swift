internal import Database
package import Identity

extension Role: SQLConvertible, SQLReadable {}
