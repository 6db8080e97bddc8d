extension InvalidDocument {
    /// What is wrong with events and processes.
    static let processes: [InvalidDocument] = [
        .task("{emit: {}}", at: "/emit/event", "write `event: {with:"),
        .task("{emit: {event: {}}}", at: "/emit/event/with", "write `with: {source:"),
        .task(
            "{emit: {event: {with: {source: 'https://b.example'}}}}", at: "/emit/event/with/type", "write `type:"),
        .task("{emit: {event: {with: {type: b}}}}", at: "/emit/event/with/source", "write `source:"),
        .task("{emit: {event: {with: {source: b c, type: d}}}}", at: "/emit/event/with/source", "a URI such as"),
        .task(
            "{emit: {event: {with: {source: b, type: c, time: today}}}}", at: "/emit/event/with/time",
            "2026-01-31T12:00:00Z"),
        .task(
            "{emit: {event: {with: {source: b, type: c, dataContentType: d}}}}",
            at: "/emit/event/with/dataContentType", "did you mean `datacontenttype`?"),
        .task(
            "{emit: {event: {with: {source: b, type: c, order: {}}}}}", at: "/emit/event/with/order",
            "belong into `data`"),
        .task("{listen: {}}", at: "/listen/to", "write `to: {one:"),
        .task("{listen: {to: {}}}", at: "/listen/to", "one of `one`, `all` and `any`"),
        .task("{listen: {to: {on: {with: {type: b}}}}}", at: "/listen/to/on", "did you mean `one`?"),
        .task("{listen: {to: {any: {with: {type: b}}}}}", at: "/listen/to/any", "a list such as `[{with:"),
        .task("{listen: {to: {one: {}}}}", at: "/listen/to/one/with", "write `with: {type:"),
        .task("{listen: {to: {one: {with: {}}}}}", at: "/listen/to/one/with", "is empty"),
        .task("{listen: {to: {one: {with: {type: b}}, until: .c}}}", at: "/listen/to/until", "belongs to `any`"),
        .task("{listen: {to: {any: [], until: 5}}}", at: "/listen/to/until", "such as `(. | length) > 3`"),
        .task(
            "\n      listen:\n        to:\n          any: []\n          until:\n            any: []\n            until: .b",
            at: "/listen/to/until/until", line: 10, "have no `until` of their own"),
        .task("{listen: {to: {any: []}, read: dta}}", at: "/listen/read", "did you mean `data`?"),
        .task("{listen: {to: {any: []}}, foreach: {item: b, at: b}}", at: "/foreach/at", "two different names"),
        .task("{listen: {to: {any: []}}, for: .b}", at: "", "make a task of each"),
        .task(
            "{listen: {to: {one: {with: {type: b}, correlate: {c: {form: .d}}}}}}",
            at: "/listen/to/one/correlate/c/form", "did you mean `from`?", alsoAt: "/listen/to/one/correlate/c/from"
        ),
        .task("{run: {}}", at: "/run", "one of `container`, `script`, `shell` and `workflow`"),
        .task("{run: {shel: {command: b}}}", at: "/run/shel", "did you mean `shell`?"),
        .task(
            "{run: {shell: {command: b}, script: {language: js, code: c}}}", at: "/run/script", "exclude each other"
        ),
        .task("{run: {shell: {}}}", at: "/run/shell/command", "write `command: echo hello`"),
        .task("{run: {shell: {command: b, arguments: c}}}", at: "/run/shell/arguments", "a list of strings"),
        .task("{run: {shell: {command: b, arguments: [1]}}}", at: "/run/shell/arguments/0", "put quotes around it"),
        .task(
            "{run: {shell: {command: b, environment: {c: [1]}}}}", at: "/run/shell/environment/c",
            "must be a string"),
        .task(
            "{run: {shell: {command: b}, return: output}}", at: "/run/return", "one of `stdout`, `stderr`, `code`"),
        .task("{run: {shell: {command: b}, await: 'no'}}", at: "/run/await", "`true` or `false`"),
        .task("{run: {script: {code: b}}}", at: "/run/script/language", "write `language: python`"),
        .task("{run: {script: {language: js}}}", at: "/run/script", "write `code: print(1)`"),
        .task("{run: {script: {language: js, code: b, source: \(resource)}}}", at: "/run/script/source", "exclude"),
        .task("{run: {container: {}}}", at: "/run/container/image", "write `image: alpine`"),
        .task(
            "{run: {container: {image: b, pullPolicy: ifnotpresent}}}", at: "/run/container/pullPolicy",
            "did you mean `ifNotPresent`?"),
        .task(
            "{run: {container: {image: b, lifetime: {cleanup: eventually}}}}", at: "/run/container/lifetime/after",
            "write `after:"),
        .task(
            "{run: {container: {image: b, lifetime: {cleanup: always, after: PT1S}}}}",
            at: "/run/container/lifetime/after", "`eventually`, not `always`"),
        .task("{run: {workflow: {namespace: b, name: c}}}", at: "/run/workflow/version", "write `version: latest`"),
        .task(
            "{run: {workflow: {namespace: b, name: c, version: newest}}}", at: "/run/workflow/version",
            "or `latest`"),
        .task(
            "{run: {workflow: {namespace: b, name: c d, version: latest}}}", at: "/run/workflow/name",
            "letters, digits"),
        .task(
            "{run: {workflow: {namespace: b, name: c, version: latest, input: 5}}}", at: "/run/workflow/input",
            "must be an object"),
    ]
}
