import AccessTokens
import Encryption
import Glibc
import ModelClient

/// Looks at the files that programs are given, and at the room for more.
struct FileExamination {
    /// Bytes that must be free, and the part of the whole.
    static let freeBytes = 512 * 1_024 * 1_024
    static let freePercent = 5

    let programs: [RenderedProgram]
    let directory: String

    func findings() -> [Finding] {
        [keySet, privateKey, secretsKey].compactMap { $0 } + passwords + [models, evaluator].compactMap { $0 } + [room]
    }

    private var keySet: Finding? {
        path("JWT_JWKS_FILE").map { path in
            .of("public keys", advice: "intelligentic key generate --directory FOLDER") {
                _ = try AccessTokenVerifier(jwksFile: path)
                return path
            }
        }
    }

    private var privateKey: Finding? {
        path("JWT_PRIVATE_KEY_FILE").map { path in
            .of("signing key", advice: "intelligentic key generate --directory FOLDER, and chmod 600 for the key") {
                _ = try AccessTokenSigner(keyFile: path)
                return try checkPrivate(path)
            }
        }
    }

    private var secretsKey: Finding? {
        path("SECRETS_KEY_FILE").map { path in
            .of(
                "key of secrets",
                advice: "bring back the file from your copy (a new key cannot read what was put before), and chmod 600"
            ) {
                _ = try KeyRing(contentsOf: path)
                return try checkPrivate(path)
            }
        }
    }

    /// Of databases and of Redis.
    private var passwords: [Finding] {
        let paths = programs.flatMap { program in
            ["DATABASE_PASSWORD_FILE", "REDIS_PASSWORD_FILE"].compactMap { program.variables[$0] }
        }
        return Set(paths).sorted().map { path in
            .of("password \(path)", advice: "make it readable for its program alone: chmod 600") {
                try checkPrivate(path)
            }
        }
    }

    private var models: Finding? {
        path("MODELS_FILE").map { path in
            .of("models", advice: "mend the file: docs of MODELS_FILE in Sources/ModelClient/ModelCatalog.swift") {
                try ModelCatalog(contentsOf: path).names.joined(separator: ", ")
            }
        }
    }

    private var evaluator: Finding? {
        path("JQ_EVALUATOR").map { path in
            .of("evaluator", advice: "install JQEvaluator there, or set JQ_EVALUATOR to where it is") {
                guard access(path, X_OK) == 0 else {
                    throw Complaint("\(path) cannot be started: \(String(cString: strerror(errno)))")
                }
                return path
            }
        }
    }

    private var room: Finding {
        .of("room on the disk", advice: "make room: the database and the logs need it") {
            var facts = statvfs()
            guard statvfs(directory, &facts) == 0 else {
                throw Complaint("\(directory): \(String(cString: strerror(errno)))")
            }
            let free = Int(facts.f_bavail) * Int(facts.f_frsize)
            let percent = 100 * Int(facts.f_bavail) / max(1, Int(facts.f_blocks))
            guard free >= Self.freeBytes, percent >= Self.freePercent else {
                throw Complaint(
                    "\(SizeText.text(free)) (\(percent) %) free; at least \(SizeText.text(Self.freeBytes)) and "
                        + "\(Self.freePercent) %")
            }
            return "\(SizeText.text(free)) free"
        }
    }

    /// The first program's value of a variable.
    private func path(_ variable: String) -> String? {
        programs.lazy.compactMap { $0.variables[variable] }.first
    }

    private func checkPrivate(_ path: String) throws -> String {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw Complaint("\(path): \(String(cString: strerror(errno)))") }
        guard facts.st_mode & 0o077 == 0 else { throw Complaint("\(path) can be read by others") }
        guard access(path, R_OK) == 0 else { throw Complaint("\(path): \(String(cString: strerror(errno)))") }
        return ""
    }
}
