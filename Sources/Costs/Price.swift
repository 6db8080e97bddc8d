package import Identity

/// Names a price of a model. A price that changes is another one.
package typealias PriceID = Identifier<Price>

/// What a model costs from a time on.
package struct Price: Sendable, Hashable {
    package let id: PriceID
}
