extension InvalidDocument {
    /// What is wrong at the top.
    static let documents: [InvalidDocument] = [
        .init("", at: "", line: 1, "expected a YAML document"),
        .init("a: [b", at: "", line: 2, "not YAML"),
        .init("a: 1\na: 2\n", at: "", line: 2, "stands twice"),
        .init("- a\n", at: "", line: 1, "the document must be an object such as `document:"),
        .init("\(WorkflowParserTests.head)", at: "/do", line: 1, "`do` is missing; write `do:"),
        .init("do: []\n", at: "/document", line: 1, "`document` is missing; write `document:"),
        .init(
            "document: {dsl: 1.0.3, namespace: a, name: b}\ndo: []\n", at: "/document/version", line: 1,
            "write `version: '0.1.0'`"),
        .init(
            "document:\n  dsl: 1.0.3\n  namespace: a b\n  name: b\n  version: 1.0.0\ndo: []\n",
            at: "/document/namespace",
            line: 3, "letters, digits and `-`"),
        .init(
            "document:\n  dsl: 1.0.3\n  namespace: a\n  name: -b\n  version: 1.0.0\ndo: []\n", at: "/document/name",
            line: 4, "no `-` at its ends"),
        .init(
            "document:\n  dsl: 1.0.3\n  namespace: a\n  name: b\n  version: 1.0\ndo: []\n", at: "/document/version",
            line: 5, "put quotes around it"),
        .init(
            "document:\n  dsl: 1.0.3\n  namespace: a\n  name: b\n  version: v1\ndo: []\n", at: "/document/version",
            line: 5, "a semantic version such as `1.0.3`"),
        .init(
            "document:\n  dsl: 0.8.0\n  namespace: a\n  name: b\n  version: 1.0.0\ndo: []\n", at: "/document/dsl",
            line: 2,
            "write `1.0.3`"),
        .init(
            "document:\n  dsl: 1.0.3\n  namespace: a\n  name: b\n  version: 1.0.0\n  titel: c\ndo: []\n",
            at: "/document/titel", line: 6, "did you mean `title`?"),
        .init(
            "document:\n  dsl: 1.0.3\n  namespace: a\n  name: b\n  version: 1.0.0\n  tags: [c]\ndo: []\n",
            at: "/document/tags", line: 6, "must be an object"),
        .top("shedule: {every: PT1H}", at: "/shedule", "did you mean `schedule`?"),
        .top("evaluate: {mode: lose}", at: "/evaluate/mode", "did you mean `loose`?"),
        .top("evaluate: {langage: jq}", at: "/evaluate/langage", "did you mean `language`?"),
        .top("input: {form: .a}", at: "/input/form", "did you mean `from`?"),
        .top("input: {from: 5}", at: "/input/from", "an expression such as `.items`"),
        .top(
            "input:\n  schema:\n    format: json", at: "/input/schema", line: 3, "write `document: {type: object}`"),
        .top(
            "input:\n  schema:\n    document: {}\n    resource: \(resource)", at: "/input/schema/resource", line: 5,
            "exclude each other"),
        .top(
            "input: {schema: {document: object}}", at: "/input/schema/document",
            "a JSON Schema such as `{type: object}`"),
        .top("input: {schema: {format: ':', document: {}}}", at: "/input/schema/format", "such as `json`"),
        .top("output: {as: ''}", at: "/output/as", "write `.` for the data as it is"),
        .top("output: {as: '${ .a } ${ .b }'}", at: "/output/as", "put one `${ }` around all of it"),
        .top("timeout: PT5S", at: "/timeout", "`use.timeouts` has no `PT5S`; define it there"),
        .top("timeout: {}", at: "/timeout/after", "write `after: {minutes: 1}`"),
        .top("timeout: {after: 30}", at: "/timeout/after", "a duration such as `{seconds: 5}`"),
        .top("timeout: {after: {second: 5}}", at: "/timeout/after/second", "did you mean `seconds`?"),
        .top("timeout: {after: {seconds: 1.5}}", at: "/timeout/after/seconds", "a whole number from 0"),
        .top("timeout: {after: 5s}", at: "/timeout/after", "`PT5S` (ISO 8601)"),
    ]
}
