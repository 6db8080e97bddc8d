/// An answer, whatever its status.
package struct HTTPResponse: Sendable {
    package let status: Int
    /// In the order in which they came; the last answer's after redirects.
    package let headers: [(String, String)]
    package let body: [UInt8]
    /// Of a large one: hold it for as long as what was made of the answer is in memory.
    package let place: AnswerPlace?

    package init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.init(status: status, headers: headers, body: body, place: nil)
    }

    init(status: Int, headers: [(String, String)], body: [UInt8], place: AnswerPlace?) {
        self.status = status
        self.headers = headers
        self.body = body
        self.place = place
    }

    /// The first header of this name, in any case.
    package func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.0.lowercased() == name }?.1
    }
}
