/// It is no CBOR, or not in the canonical form.
struct CBORError: Error {}
