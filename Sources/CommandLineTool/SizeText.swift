/// Sizes as people read them.
enum SizeText {
    /// `12 B`, `3.4 KiB`, `1.0 GiB`.
    static func text(_ bytes: Int) -> String {
        var (rest, unit) = (Double(bytes), "B")
        for larger in ["KiB", "MiB", "GiB", "TiB"] where rest >= 1_024 { (rest, unit) = (rest / 1_024, larger) }
        if unit == "B" { return "\(bytes) B" }
        let tenths = Int((rest * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
