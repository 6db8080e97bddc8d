// Whoever has a JSON object has its members: without the import being passed on, each file that touches one would have to
// name the library that the object is made of.
@_exported public import OrderedCollections

/// The members of a JSON object, in order.
package typealias JSONObject = OrderedDictionary<String, JSON>
