import Glibc
import Supervision
import Testing

@Suite struct ProcessVariablesTests {
    @Test func `a value may hold what parts it from its name, and may be empty`() {
        setenv("SUPERVISION_TEST", "a=b=", 1)
        setenv("SUPERVISION_TEST_EMPTY", "", 1)
        defer { for name in ["SUPERVISION_TEST", "SUPERVISION_TEST_EMPTY"] { unsetenv(name) } }
        #expect(ProcessVariables.all["SUPERVISION_TEST"] == "a=b=")
        #expect(ProcessVariables.all["SUPERVISION_TEST_EMPTY"] == "")
    }
}
