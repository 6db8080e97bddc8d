import Foundation

/// The examples of a guide in Markdown: its fenced blocks.
struct Guide {
    struct Block {
        /// `yaml`, `json`, `sh` or `text`.
        let language: String
        /// Of the file that it is.
        let file: String?
        let text: String
        /// Where it begins in the guide.
        let line: Int
    }

    let blocks: [Block]

    init(_ text: String) {
        var blocks: [Block] = []
        var open: (head: [Substring], line: Int, lines: [Substring])?
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("```") else {
                open?.lines.append(line)
                continue
            }
            if let block = open {
                blocks.append(
                    Block(
                        language: block.head.first.map(String.init) ?? "",
                        file: block.head.dropFirst().first.map(String.init),
                        text: block.lines.joined(separator: "\n") + "\n", line: block.line))
                open = nil
            } else {
                open = (line.dropFirst(3).split(separator: " "), number + 1, [])
            }
        }
        self.blocks = blocks
    }
}
