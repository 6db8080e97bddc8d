import ArgumentParser
import Glibc

/// The command line of the platform.
@main
struct Intelligentic: ParsableCommand {
    private static let versionNumber = "0.1.0"
    /// What the list of sessions shows of it.
    static let userAgent = "intelligentic/\(versionNumber)"

    static let configuration = CommandConfiguration(
        commandName: "intelligentic",
        abstract: "Deploys workflows and agents, starts runs, and shows what they do.",
        discussion: """
            Exit codes, for scripts:
              0  it worked
              1  the run that was shown or watched has faulted or was cancelled; the doctor found something;
                 the audit log is not what it was
              2  the command or a file it names is wrong
              3  not signed in, or not allowed to
              4  the platform cannot be reached
              5  the platform refused: nothing by this name, a conflict, an invalid document
              6  work on this machine failed: migrate, backup, restore, render, key
              130  interrupted; a run that was watched goes on
            """,
        version: versionNumber,
        groupedSubcommands: [
            CommandGroup(
                name: "Signing in",
                subcommands: [
                    LogIn.self, LogOut.self, Register.self, Join.self, WhoAmI.self, SessionCommands.self,
                    PasswordCommands.self, VerifyEmail.self, SecondFactorCommands.self, PasskeyCommands.self,
                    IdentityCommands.self, AccountCommands.self,
                ]),
            CommandGroup(
                name: "Work",
                subcommands: [
                    WorkflowCommands.self, AgentCommands.self, SecretCommands.self, RunCommands.self,
                    EventCommands.self, AuditCommands.self,
                ]),
            CommandGroup(
                name: "People and programs",
                subcommands: [
                    MemberCommands.self, RoleCommands.self, ServiceAccountCommands.self, APIKeyCommands.self,
                    IdentityProviderCommands.self,
                ]),
            CommandGroup(
                name: "Operating a system",
                subcommands: [
                    Doctor.self, Migrate.self, WriteBackup.self, RestoreBackup.self, RenderCommands.self,
                    KeyCommands.self, TenantCommands.self,
                    AdministrationCommands.self,
                ]),
        ])

    static func main() {
        // Who reads the output may stop: `intelligentic run list | head`. Terminal then ends the program quietly.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            switch exitCode(for: error) {
            case .success: print(fullMessage(for: error))
            case .validationFailure: Failure(.usage, fullMessage(for: error)).exit()
            default: Failure(error).exit()
            }
        }
    }
}
