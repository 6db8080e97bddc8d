/// In which form entries are exported.
enum ExportFormat: String, CaseIterable {
    case json, csv
}
