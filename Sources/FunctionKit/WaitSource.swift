/// Where a function hears that what its requests wait for has happened.
///
/// Redis tells at once and may forget; the look into the database finds what Redis did not tell.
package struct WaitSource {
    /// Of Redis; a message is the ``WaitTopic/name`` of what has happened.
    let channel: String
    /// Which of these have happened, by the database.
    let happened: ([WaitTopic]) throws -> [WaitTopic]

    package init(channel: String, happened: @escaping ([WaitTopic]) throws -> [WaitTopic]) {
        self.channel = channel
        self.happened = happened
    }
}
