/// The files of this package that a program can reach: from its own files on, whatever type one names that a file of a
/// module below is named after, with all files of that type.
///
/// It reaches too far rather than too short: a file that only a method that nobody calls needs is reached too. So it
/// can say that something is used nowhere, not that something is used.
struct SourceReach {
    private let package: PackageDescription

    init(_ package: PackageDescription) {
        self.package = package
    }

    /// The texts of the reached files, by path.
    func texts(of program: PackageDescription.Target) throws -> [String: String] {
        let modules = reachedModules(program)
        var filesOfType: [String: [String]] = [:]
        for module in modules where module.name != program.name {
            for file in package.files(of: module) { filesOfType[Self.type(of: file), default: []].append(file) }
        }
        var texts: [String: String] = [:]
        var next = package.files(of: program)
        while let file = next.popLast() {
            guard texts[file] == nil else { continue }
            let text = try package.text(of: file)
            texts[file] = text
            for word in Self.words(of: text) { next += filesOfType[word] ?? [] }
        }
        return texts
    }

    private func reachedModules(_ program: PackageDescription.Target) -> [PackageDescription.Target] {
        var reached: [String: PackageDescription.Target] = [:]
        var next = [program.name]
        while let name = next.popLast() {
            guard reached[name] == nil, let target = package.target(name) else { continue }
            reached[name] = target
            next += target.dependencies
        }
        return Array(reached.values)
    }

    /// `RunStore` for `Sources/Runs/RunStore+Lists.swift`.
    private static func type(of file: String) -> String {
        let name = file.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "+" && $0 != "." })
    }

    private static func words(of text: String) -> Set<String> {
        Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    }
}
