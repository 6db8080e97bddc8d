import JSON

/// YAML 1.2 with the core schema (https://yaml.org/spec/1.2.2/#103-core-schema), as far as JSON can say it.
///
/// `true`, `null`, `12`, `0o17`, `0x1F` and `1.5` are what they look like; everything else that is not quoted is a text,
/// also `yes`, `on` and dates.
package enum YAML {
    /// How deep sequences and mappings may nest, aliases included.
    package static let nestingLimit = JSON.nestingLimit
    /// How much all aliases of a document may repeat: values plus bytes of text.
    package static let aliasLimit = 1_000_000

    /// Reads one document in UTF-8. A key may be any scalar and stands for its text; it may stand once in its mapping.
    ///
    /// The size of the text is the caller's to limit.
    package static func parse(_ bytes: some Sequence<UInt8>) throws(YAMLError) -> YAMLDocument {
        try ContiguousArray(bytes).withUnsafeBufferPointer { text throws(YAMLError) in
            var composer = try YAMLComposer(YAMLEventReader(text))
            return try composer.document()
        }
    }
}
