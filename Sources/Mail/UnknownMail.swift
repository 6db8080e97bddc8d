/// A message of a kind that this version does not know: a newer one put it in.
package struct UnknownMail: Error, CustomStringConvertible {
    package var description: String { "its kind is of a newer version" }
}
