import Testing
import Workflows

struct WorkflowNameTests {
    @Test func `A name is read from namespace and name`() {
        #expect(WorkflowName("shop/refund") == WorkflowName(namespace: "shop", name: "refund"))
    }

    @Test("Other texts are no names", arguments: ["", "shop", "/refund", "shop/", "a/b/c", "/"])
    func refusal(text: String) {
        #expect(WorkflowName(text) == nil)
    }
}
