extension String {
    /// Its beginning, counted as the database's columns do: in Unicode scalars.
    func cut(to limit: Int) -> String {
        unicodeScalars.count <= limit ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(limit)))
    }
}
