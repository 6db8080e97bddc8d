/// The document of a workflow version as it was deployed, to the letter.
package struct WorkflowSource: Sendable, Hashable {
    package let text: String
    package let mediaType: MediaType

    package init(text: String, mediaType: MediaType) {
        self.text = text
        self.mediaType = mediaType
    }

    package enum MediaType: String, Sendable, CaseIterable {
        case yaml = "application/yaml"
        case json = "application/json"
    }
}
