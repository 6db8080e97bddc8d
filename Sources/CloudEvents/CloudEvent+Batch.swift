package import JSON

extension CloudEvent {
    /// The most events of one list.
    package static let batchLimit = 100

    /// The events of a list (JSON Batch Format).
    ///
    /// - Throws: ``CloudEventError`` with all that is wrong with any of them.
    package static func batch(_ json: JSON) throws(CloudEventError) -> [CloudEvent] {
        guard let elements = json.array, elements.count <= batchLimit else {
            throw CloudEventError([CloudEventError.Issue(.root, "expected a list of at most \(batchLimit) events")])
        }
        var events: [CloudEvent] = []
        var issues: [CloudEventError.Issue] = []
        for (index, element) in elements.enumerated() {
            do throws(CloudEventError) {
                events.append(try CloudEvent(element))
            } catch {
                issues += error.at(index)
            }
        }
        guard issues.isEmpty else { throw CloudEventError(issues) }
        return events
    }
}
