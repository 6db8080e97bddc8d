extension InvalidDocument {
    /// What is wrong in `schedule` and `use`.
    static let reusables: [InvalidDocument] = [
        .top("schedule: {}", at: "/schedule", "write one of `every`, `cron`, `after` and `on`"),
        .top("schedule: {every: PT0S}", at: "/schedule/every", "longer than nothing"),
        .top("schedule: {cron: 0 0 * *}", at: "/schedule/cron", "write five, such as `0 0 * * *`"),
        .top("schedule: {cron: 0 0 30 2 *}", at: "/schedule/cron", "never comes"),
        .top("schedule: {on: {}}", at: "/schedule/on", "write `one: {with:"),
        .top("schedule: {every: PT1H, read: data}", at: "/schedule/read", "write `on`, or remove it"),
        .top(
            "schedule:\n  on:\n    one: {with: {type: a}}\n    any: []", at: "/schedule/on/any", line: 5,
            "`one` and `any` exclude each other"),
        .top("use: {secret: [a]}", at: "/use/secret", "did you mean `secrets`?"),
        .top("use: {secrets: a}", at: "/use/secrets", "a list of names such as `[token]`"),
        .top("use:\n  secrets:\n    - a\n    - a", at: "/use/secrets/1", line: 5, "stands twice"),
        .top(
            "use: {catalogs: {a: {endpoint: /functions}}}", at: "/use/catalogs/a/endpoint",
            "an address with a scheme"),
        .top("use: {errors: {a: {type: 'https://b.example'}}}", at: "/use/errors/a/status", "write `status: 400`"),
        .top(
            "use: {retries: {a: {backoff: {linear: {}, constant: {}}}}}", at: "/use/retries/a/backoff/constant",
            "exclude"),
        .top("use: {retries: {a: {backoff: {}}}}", at: "/use/retries/a/backoff", "write `exponential: {}`"),
        .top(
            "use: {retries: {a: {limit: {attempt: {count: -1}}}}}", at: "/use/retries/a/limit/attempt/count",
            "from 0"),
        .top("use: {retries: {a: {jitter: {from: PT2S, to: PT1S}}}}", at: "/use/retries/a/jitter", "swap them"),
        .top("use: {timeouts: {a: {after: never}}}", at: "/use/timeouts/a/after", "ISO 8601"),
        .top(
            "use: {functions: {http: {set: {a: 1}}}}", at: "/use/functions/http", "give the function another name"),
        .top(
            "use: {functions: {a: {set: {b: 1}, then: c}}}", at: "/use/functions/a/then",
            "or `continue`, `exit` or `end`"),
        .top("use: {extensions: {a: {extend: all}}}", at: "/use/extensions", "put `- ` before each entry"),
        .top("use: {extensions: [{a: {}}]}", at: "/use/extensions/0/a/extend", "write `extend: all`"),
        .top("use: {extensions: [{a: {extend: cal}}]}", at: "/use/extensions/0/a/extend", "did you mean `call`?"),
        .top(
            "use:\n  extensions:\n    - a:\n        extend: all\n        before: {set: {b: 1}}",
            at: "/use/extensions/0/a/before", line: 6, "must be a list"),
        .top("use: {authentications: {a: {}}}", at: "/use/authentications/a", "write `bearer: {token:"),
        .top(
            "use: {authentications: {a: {baerer: {token: b}}}}", at: "/use/authentications/a/baerer",
            "did you mean `bearer`?"),
        .top(
            "use:\n  authentications:\n    a:\n      basic: {username: b, password: c}\n      bearer: {token: d}",
            at: "/use/authentications/a/bearer", line: 6, "exclude each other"),
        .top(
            "use: {authentications: {a: {basic: {username: b}}}}", at: "/use/authentications/a/basic/password",
            "$secrets"),
        .top(
            "use: {authentications: {a: {digest: {use: b}}}}", at: "/use/authentications/a/digest/use",
            "`secrets: [b]`"),
        .top(
            "use: {secrets: [b], authentications: {a: {bearer: {use: b, token: c}}}}",
            at: "/use/authentications/a/bearer/token", "remove one of them"),
        .top(
            "use: {authentications: {a: {oauth2: {authority: 'https://b.example'}}}}",
            at: "/use/authentications/a/oauth2/grant", "write `grant: client_credentials`"),
        .top(
            "use: {authentications: {a: {oauth2: {authority: 'https://b.example', grant: client-credentials}}}}",
            at: "/use/authentications/a/oauth2/grant", "did you mean `client_credentials`?"),
        .top(
            "use: {authentications: {a: {oauth2: {authority: b.example, grant: password}}}}",
            at: "/use/authentications/a/oauth2/authority", "an address with a scheme"),
        .top(
            "use: {authentications: {a: {oidc: {authority: 'https://b.example', grant: password, endpoints: {}}}}}",
            at: "/use/authentications/a/oidc/endpoints", "`oidc` takes"),
        .top(
            "use: {authentications: {a: {oidc: {authority: 'https://b.example', grant: password, client: {authentication: post}}}}}",
            at: "/use/authentications/a/oidc/client/authentication", "one of `client_secret_post`"),
        .top(
            "use: {authentications: {a: {oidc: {authority: 'https://b.example', grant: password, scopes: openid}}}}",
            at: "/use/authentications/a/oidc/scopes", "a list of strings"),
        .top(
            "use: {authentications: {a: {oidc: {authority: 'https://b.example', grant: password, actor: {token: b}}}}}",
            at: "/use/authentications/a/oidc/actor/type", "token-type"),
    ]
}
