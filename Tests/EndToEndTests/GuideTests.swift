import Foundation
import JSON
import TestServers
import Testing

/// The examples of `docs/workflows.md` do what stands below them.
@Suite struct GuideTests {
    @Test func `every example of the guide is run`() throws {
        let text = try String(contentsOfFile: "\(TestServers.packageRoot)/docs/workflows.md", encoding: .utf8)
        let guide = Guide(text)
        #expect(guide.blocks.count > 50)
        #expect(text.split(separator: "\n").count { $0.contains("```") } == 2 * guide.blocks.count)
        let services = GuideServices()
        let server = services.start()
        try Platform.run(model: "\(server.url)/v1") { (platform) throws in
            try TestServers.temporaryDirectory { folder in
                let run = GuideRun(
                    client: try Client.registered(at: platform), services: server.url, folder: folder)
                #expect(try run.run(guide.blocks) == guide.blocks.count)
            }
        }
    }

    @Test func `blocks are found with their language, file and line`() {
        let guide = Guide("text\n```yaml a.yaml\nb: 1\n\nc: 2\n```\n```sh\nx\n```\n")
        #expect(guide.blocks.map(\.language) == ["yaml", "sh"])
        #expect(guide.blocks.map(\.file) == ["a.yaml", nil])
        #expect(guide.blocks.map(\.text) == ["b: 1\n\nc: 2\n", "x\n"])
        #expect(guide.blocks.map(\.line) == [2, 7])
    }
}
