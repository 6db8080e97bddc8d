import ArgumentParser

/// `intelligentic run …`
struct RunCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Start, watch, show, suspend, resume and cancel runs.",
        subcommands: [
            StartRun.self, WatchRun.self, ShowRun.self, ListRuns.self, SuspendRun.self, ResumeRun.self, CancelRun.self,
        ])
}
