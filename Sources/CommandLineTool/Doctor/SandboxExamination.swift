import Processes

/// Looks at what programs of workflows need.
struct SandboxExamination {
    func findings() -> [Finding] {
        let sandbox = Finding.of(
            "sandbox", advice: "apt-get install bubblewrap, and let users make namespaces (docs/operations.md)"
        ) {
            try ProcessReadiness.checkSandbox()
        }
        let languages = ScriptLanguage.allCases.map { language in
            Finding.of("scripts in \(language)", advice: "install it, where workflows use it") {
                try ProcessReadiness.check(language)
                return ""
            }
        }
        return [sandbox] + languages + [containers]
    }

    /// Few hosts run containers, so that a host that does not is as it should be.
    private var containers: Finding {
        do {
            try ProcessReadiness.checkContainers()
            return .good("containers")
        } catch {
            return .good("containers", "\(error)")
        }
    }
}
