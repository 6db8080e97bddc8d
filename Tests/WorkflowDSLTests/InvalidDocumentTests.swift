import JSON
import Testing
import WorkflowDSL

/// Documents that are wrong in one place: it is named, with its line and with what to write instead.
@Suite struct InvalidDocumentTests {
    @Test(arguments: InvalidDocument.documents)
    func `of a document`(document: InvalidDocument) {
        expect(document)
    }

    @Test(arguments: InvalidDocument.reusables)
    func `of schedule and use`(document: InvalidDocument) {
        expect(document)
    }

    @Test(arguments: InvalidDocument.tasks)
    func `digest 5: of tasks, also a then that leads nowhere`(document: InvalidDocument) {
        expect(document)
    }

    @Test(arguments: InvalidDocument.processes)
    func `of events and processes`(document: InvalidDocument) {
        expect(document)
    }

    @Test(arguments: InvalidDocument.calls)
    func `of calls`(document: InvalidDocument) {
        expect(document)
    }

    @Test func `all errors come at once, each on its line`() {
        let issues = WorkflowParserTests.issues(
            """
            document: {dsl: 1.0.3, namespace: test, name: one, version: one}
            use:
              timeouts:
                short: {after: soon}
              authentications:
                none: {}
            do:
              - listen:
                  listen: {to: {one: {with: {}}}}
              - run:
                  run: {shell: {}}
                  then: nowhere
              - call:
                  call: grpc
                  with: {proto: 5, service: {name: a, port: x}, method: b}
            schedule: {cron: hourly}
            """)
        #expect(issues.map(\.line) == [1, 4, 6, 9, 11, 12, 15, 15, 15, 16])
    }

    private func expect(_ document: InvalidDocument) {
        let issues = WorkflowParserTests.issues(document.text)
        let places = issues.map(\.pointer.description)
        #expect(places.sorted() == ([document.pointer] + document.consequences).sorted(), "\(issues)")
        guard let issue = issues.first(where: { $0.pointer.description == document.pointer }) else { return }
        #expect(issue.line == document.line)
        #expect(issue.message.contains(document.advice), "\(issue.message)")
    }
}
