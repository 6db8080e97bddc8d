import ArgumentParser
import JSON

/// `intelligentic run cancel`
struct CancelRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End a run, or all runs that fit what is named.",
        discussion: """
            intelligentic run cancel 01890a5d-ac96-774b-bcce-b302099a8057
            intelligentic run cancel --workflow demo/hello --status waiting --status suspended

            The second asks before it does anything, unless --yes is there.
            """)

    @Argument(help: "The run's id.")
    var id: String?

    @OptionGroup var filter: RunFilterOptions

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var options: PlatformOptions

    func validate() throws {
        guard (id == nil) != filter.isEmpty else {
            throw ValidationError("Give a run's id, or which runs are meant: --workflow, --status, --created-before …")
        }
    }

    func run() throws {
        if let id { try cancelOne(id) } else { try cancelAll() }
    }

    private func cancelOne(_ id: String) throws {
        let answer = try options.platform().post(RunReport.path(of: id) + "/cancel")
        options.show(answer) { answer in
            [answer["status"] == "cancelled" ? "Cancelled." : "Its worker cancels it in a moment."]
        }
    }

    private func cancelAll() throws {
        let platform = try options.platform()
        if !yes, !Terminal.error.confirm("Cancel all runs of the tenant with \(filter.text)?".printable) {
            throw Failure(.usage, "Nothing was cancelled. Answer y, or give --yes.")
        }
        var (cancelled, requested) = (0, 0)
        var hasMore = true
        while hasMore {
            let answer = try platform.post("/api/v1/runs/cancel", filter.json)
            cancelled += answer["cancelled"]?.int ?? 0
            requested += answer["requested"]?.int ?? 0
            hasMore = answer["more"] == true
        }
        options.show(["cancelled": JSON(cancelled), "requested": JSON(requested)]) { _ in
            ["Cancelled \(cancelled)."] + (requested > 0 ? ["Their workers cancel \(requested) more in a moment."] : [])
        }
    }
}
