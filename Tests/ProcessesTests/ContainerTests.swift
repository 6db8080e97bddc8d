import Foundation
import Testing

@testable import Processes

/// Containers (digest, section 8), by podman where the host can run them.
@Suite struct ContainerTests {
    private func words(_ container: Container) throws(ProcessError) -> [String] {
        try ContainerCommand(
            container, name: "own-name", environmentFile: "/file", limits: ProcessLimits(time: .seconds(5))
        ).words
    }

    @Test func `a command is the shell's, with its arguments; without one the image's gets them`() throws {
        let shell = try words(Container(image: "alpine", command: "echo $1", arguments: ["a"]))
        #expect(shell.suffix(6) == ["--entrypoint", #"["sh","-c"]"#, "alpine", "echo $1", "sh", "a"])
        #expect(try words(Container(image: "hello-world", arguments: ["a"])).suffix(2) == ["hello-world", "a"])
    }

    @Test func `it has no network, no rights, limits, and a name of ours`() throws {
        let text = try words(Container(image: "a", name: "theirs", pullPolicy: .always)).joined(separator: " ")
        for part in [
            "--rm --interactive --name own-name --label intelligentic.name=theirs", "--network none", "--cap-drop all",
            "--security-opt no-new-privileges", "--pids-limit \(ProcessLimits.processLimit)",
            "--memory \(ProcessLimits.memoryLimit)b", "--timeout 6", "--read-only ", "--pull always",
            "--env-file /file",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func `volumes are empty folders, and nothing of the host`() throws {
        let text = try words(Container(image: "a", volumes: ["data": "/data"])).joined(separator: " ")
        #expect(text.contains("--tmpfs /data:rw,mode=1777,size=\(ProcessLimits.scratchLimit)"))
        #expect(!text.contains("--volume"))
    }

    @Test(arguments: [
        Container(image: "a", ports: ["8080": "80"]), Container(image: "a", volumes: ["/etc": "/etc"]),
        Container(image: "a", volumes: ["x/../../etc": "/etc"]), Container(image: "a", volumes: ["x": "etc"]),
        Container(image: "a", volumes: ["x": "/etc:exec"]), Container(image: "--privileged"), Container(image: ""),
    ])
    func `what reaches the host is refused`(container: Container) {
        #expect {
            try words(container)
        } throws: {
            if case .invalidRequest = $0 as? ProcessError { true } else { false }
        }
    }

    @Test func `a container runs, or the error says why it cannot`() throws {
        let sandbox = TestedSandbox(kind: .userNamespace)
        let image = try Image()
        let request = ProcessRequest(
            .container(
                Container(
                    image: image.name, command: "cat; echo $1 $WORD; exit 3", arguments: ["a"], pullPolicy: .never)),
            stdin: "in ", environment: ["WORD": "w"])
        switch try sandbox.run([request])[0] {
        case .success(let result):
            #expect(result == ProcessResult(code: 3, stdout: "in a w\n", stderr: ""))
            let endless = ProcessRequest(
                .container(Container(image: image.name, command: "while :; do :; done", pullPolicy: .never)),
                limits: ProcessLimits(time: .seconds(2)))
            #expect(try sandbox.error(endless) == .timeLimit(.seconds(2)))
            #expect(try image.containers() == "")
            let missing = ProcessRequest(.container(Container(image: "localhost/none:1", pullPolicy: .never)))
            guard case .imageUnavailable = try sandbox.error(missing) else {
                Issue.record("an image that is nowhere")
                return
            }
        case .failure(let error):
            guard case .containersUnavailable = error else {
                Issue.record("\(error)")
                return
            }
            #expect("\(error)".hasPrefix("containers cannot be run on this host: "))
            print("skipped: \(error)")
        }
    }
}
