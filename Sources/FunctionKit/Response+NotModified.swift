extension Response {
    /// 304 without a body for a client that has read this state before: it is named in `If-None-Match` (RFC 9110, section 13.1.2).
    func unlessKnown(to request: Request, _ method: HTTPMethod?) -> Response {
        guard method == .get, status == 200, let known = request.header("If-None-Match"),
            let tag = headers.first(where: { $0.0 == "ETag" })?.1,
            EntityTag(String(tag.dropFirst().dropLast())).isNamed(in: known, weakly: true)
        else { return self }
        return Response(status: 304, headers: headers.filter { $0.0 != "Content-Type" })
    }
}
