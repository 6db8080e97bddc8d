import JSONSchema
import Testing

@Suite struct SchemaFormatTests {
    @Test(arguments: [
        "json", "json:draft-7", "json:draft-07", "JSON:draft-6", "json:http://json-schema.org/draft-07/schema#",
    ])
    func `what can be checked`(name: String) throws {
        try SchemaFormat.check(name)
    }

    @Test(arguments: ["avro", "json:2020-12", "json:draft-4", "xml", "json:", ""])
    func `what cannot is named`(name: String) {
        let error = #expect(throws: JSONSchemaError.self) { try SchemaFormat.check(name) }
        #expect(error?.message.contains("`\(name)`") == true)
    }
}
