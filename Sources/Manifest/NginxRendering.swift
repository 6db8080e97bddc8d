/// nginx's configuration for the functions of one host, made from their manifests and the templates in `nginx/`.
package struct NginxRendering {
    /// Seconds that nginx waits beyond a function's own deadline and wait.
    static let readMargin = 2
    /// Idle connections to a function that each nginx worker keeps, for each of the function's threads.
    static let idleConnectionsPerThread = 2
    /// The bytes of a body that paths of no function take.
    static let otherBodyBytes = 65_536
    /// Whom a function that is not public answers: programs of this host.
    static let hostOnly = "allow 127.0.0.1; allow ::1; deny all;"

    let fleet: Fleet
    let templates: String
    let runDirectory: String
    let sockets: String
    let port: Int
    let user: String?
    let site: NginxSite
    let rateScale: Int

    /// - Parameters:
    ///   - templates: the folder `nginx/`.
    ///   - runDirectory: what belongs to this running system; the files go to `nginx/` in it.
    ///   - sockets: where the sockets of the functions are.
    ///   - user: whom nginx's workers run as, when root starts it; nil leaves it to nginx.
    ///   - site: under which address, names and certificate it serves.
    ///   - rateScale: multiplies what an address may do without a token, for measurements.
    package init(
        _ fleet: Fleet, templates: String, runDirectory: String, sockets: String, port: Int, user: String? = nil,
        site: NginxSite = NginxSite(), rateScale: Int = 1
    ) throws(ManifestError) {
        try TextFile.makeDirectory(runDirectory)
        try TextFile.makeDirectory(sockets)
        self.fleet = fleet
        self.templates = templates
        self.runDirectory = try NginxRendering.path(runDirectory)
        self.sockets = try NginxRendering.path(sockets)
        self.port = port
        self.user = user
        self.site = site
        self.rateScale = rateScale
    }

    /// Writes the files.
    ///
    /// - Returns: those that changed; none: nginx need not read them again.
    package func write() throws(ManifestError) -> [String] {
        let directory = runDirectory + "/nginx"
        // nginx makes folders for its workers in there, who are another user: they must get through.
        try TextFile.makeDirectory(directory + "/temp", mode: 0o711)
        let whole = [
            "run": runDirectory, "port": "\(port)", "otherBodyBytes": "\(Self.otherBodyBytes)",
            "user": user.map { "user \($0);" } ?? "# user: as started",
        ].merging(try serverValues()) { $1 }
        var files: [(name: String, text: String)] = []
        for name in [
            "nginx.conf", "fastcgi.conf", "headers.conf", "problems.conf", "documents.conf", "explorer.conf",
        ] {
            files.append((name, try Template("\(templates)/\(name)").filled(whole)))
        }
        files.append(("upstreams.conf", try upstreams()))
        files.append(("body-limits.conf", bodyLimits()))
        files.append(("routes.conf", try routes()))
        var changed: [String] = []
        for file in files {
            let path = "\(directory)/\(file.name)"
            if try TextFile.replace(path, with: file.text, mode: 0o644) { changed.append(path) }
        }
        return changed
    }

    private func upstreams() throws(ManifestError) -> String {
        let template = try Template(templates + "/upstream.conf")
        var text = ""
        for function in fleet.functions {
            text += try template.filled([
                "name": function.name, "socket": "\(sockets)/\(function.name).sock",
                "idle": "\(function.processes * function.threads * Self.idleConnectionsPerThread)",
            ])
        }
        return text
    }

    /// `$body_limit`: the bytes that a path takes, for the answer to more of them. An answer has no other way to know.
    private func bodyLimits() -> String {
        let limits = fleet.functions.flatMap { function in
            function.prefixes.map { (prefix: $0, bytes: function.limits.bodyBytes) }
        }
        // The first one that fits counts.
        let lines = limits.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }.map { limit in
            "    \"~^\(limit.prefix)([/?]|$)\" \(limit.bytes);\n"
        }
        return "map $request_uri $body_limit {\n    default \(Self.otherBodyBytes);\n\(lines.joined())}\n"
    }

    private func routes() throws(ManifestError) -> String {
        let template = try Template(templates + "/route.conf")
        var text = ""
        for function in fleet.functions {
            for prefix in function.prefixes {
                text += try template.filled([
                    "name": function.name, "prefix": prefix, "run": runDirectory,
                    "access": function.isPublic ? "# anybody may ask" : Self.hostOnly,
                    "bodyBytes": "\(function.limits.bodyBytes)",
                    "readSeconds": "\(function.limits.deadlineSeconds + function.limits.waitSeconds + Self.readMargin)",
                ])
            }
        }
        return text
    }

    /// A path as nginx's configuration can say it between double quotes.
    static func path(_ path: String) throws(ManifestError) -> String {
        let path = try TextFile.absolute(path)
        guard !path.contains(where: { "\"\\$\n".contains($0) }) else {
            throw ManifestError(file: path, "nginx cannot read paths with quotes, backslashes, $ or line breaks")
        }
        return path
    }
}
