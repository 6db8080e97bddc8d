package import Database
package import Identity

/// What models cost.
package struct PriceStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// The price of a model, by the provider's name for it; nil where nobody has set one.
    package func price(of model: String, at time: Timestamp) throws -> Price? {
        // The column is ASCII, and MariaDB refuses to compare it with what is not.
        guard model.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return try database.first(
            """
            SELECT id FROM model_prices
            WHERE model = \(model) AND effective_from <= \(time) AND (effective_to IS NULL OR effective_to > \(time))
            ORDER BY effective_from DESC LIMIT 1
            """
        ).map { Price(id: try $0.get("id")) }
    }
}
