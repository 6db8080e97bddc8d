import Foundation
import Testing

/// `docs/limits.md` says what the sources say.
@Suite struct LimitTests {
    private struct Row {
        let value: String
        let name: String
        let path: String
    }

    private static func rows() throws -> [Row] {
        let text = try String(contentsOfFile: "\(PackageDescription.packageRoot)/docs/limits.md", encoding: .utf8)
        return text.matches(of: /\|[^|]+\| `([^`]+)` \|[^|]+\| `([^`]+)` in `([^`]+)` \|/).map { match in
            Row(value: String(match.1), name: String(match.2), path: String(match.3))
        }
    }

    @Test func `the limits of the documentation are those of the sources`() throws {
        let rows = try Self.rows()
        #expect(rows.count > 40)
        for row in rows {
            let source = try String(contentsOfFile: "\(PackageDescription.packageRoot)/\(row.path)", encoding: .utf8)
            let statement =
                row.path.hasSuffix(".swift") ? "static let \(row.name) = \(row.value)\n" : "\(row.name) \(row.value);"
            #expect(source.contains(statement), "\(row.path): \(row.name) is not \(row.value)")
        }
    }

    @Test func `every limit of a store, an endpoint, a parser or the kit is documented`() throws {
        let documented = try Set(Self.rows().map { "\($0.path) \($0.name)" })
        let folders = [
            "functions", "Sources/FunctionKit", "Sources/Audit", "Sources/Workflows", "Sources/Agents",
            "Sources/Secrets", "Sources/Members",
            "Sources/WorkflowDSL", "Sources/Processes",
        ]
        for folder in folders {
            let files = try FileManager.default.subpathsOfDirectory(
                atPath: "\(PackageDescription.packageRoot)/\(folder)")
            for file in files where file.hasSuffix(".swift") {
                let path = "\(folder)/\(file)"
                let source = try String(contentsOfFile: "\(PackageDescription.packageRoot)/\(path)", encoding: .utf8)
                for match in source.matches(of: /static let (\w*[lL]imit)\s=/) {
                    let name = String(match.1)
                    #expect(
                        documented.contains("\(path) \(name)") || Self.internalLimits.contains("\(path) \(name)"),
                        "\(path): \(name) does not stand in docs/limits.md")
                }
            }
        }
    }

    /// Limits of memory and of messages that nobody meets as an error, and the parameter of that name.
    private static let internalLimits: Set<String> = [
        "Sources/FunctionKit/KeyAuthentication.swift knownLimit", "Sources/Members/APIKeyStore.swift sweepLimit",
        "Sources/Members/APIKeyNoticeStore.swift batchLimit", "Sources/Members/APIKeyNoticeStore.swift adminLimit",
        "Sources/FunctionKit/Authentication.swift knownLimit", "Sources/FunctionKit/Resources.swift idleLimit",
        "Sources/FunctionKit/IdempotencyStore.swift sweepLimit", "Sources/FunctionKit/LocalRates.swift cellLimit",
        "Sources/FunctionKit/Parameter.swift limit", "Sources/FunctionKit/WaitWatch.swift sleepLimit",
        "Sources/FunctionKit/Allotments.swift sizeLimit", "Sources/FunctionKit/Allotments.swift callerLimit",
        "Sources/FunctionKit/Allotments.swift returnLimit", "Sources/FunctionKit/Gate.swift grantsLimit",
        "Sources/Audit/AuditAppender.swift batchLimit", "Sources/Audit/AuditAppender.swift tenantLimit",
        "Sources/Audit/AuditVerification+Reading.swift readingLimit",
        "Sources/Audit/AuditBacklogStore.swift countLimit", "Sources/Audit/AuditRound.swift failingLimit",
        "Sources/Audit/AuditRetentionStore.swift transactionLimit",
        "Sources/Audit/AuditRetentionStore.swift rowLimit", "Sources/Audit/AuditRetentionStore.swift chainLimit",
        "Sources/Audit/AuditOrigin.swift addressLimit",
        "Sources/Secrets/SecretRewrapStore.swift batchLimit",
        "Sources/Workflows/SemanticVersion.swift lengthLimit",
        "Sources/Workflows/LatestVersionCache.swift entryLimit",
        "Sources/Workflows/LatestVersionCache.swift documentLimit",
        "Sources/Processes/Podman.swift limit", "Sources/Processes/ContainerExecution.swift endLimit",
        "Sources/Processes/SandboxedProcess.swift endLimit", "Sources/Processes/SandboxedProcess.swift reportLimit",
        "Sources/Processes/SandboxCommand.swift sharedMemoryLimit",
        "Sources/Processes/SandboxCommand.swift messageQueueLimit",
        "Sources/WorkflowDSL/WorkflowParser.swift issueLimit",
        "Sources/WorkflowDSL/WorkflowParser.swift issueTextLimit",
        "Sources/WorkflowDSL/Parsing/DocumentReader+External.swift listedIssueLimit",
    ]
}
