internal import CSandbox

/// What programs in the sandbox may not ask of the kernel, as a program for its filter (seccomp(2)): namespaces and mounts of
/// their own, other processes, keys, io_uring and more that has been a way out, and memory that no limit counts.
struct SystemCallFilter {
    /// Refused with EPERM.
    private static let refused: [Int32] = [
        SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_move_mount, SYS_open_tree,
        SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_mount_setattr, SYS_ptrace, SYS_process_vm_readv,
        SYS_process_vm_writev, SYS_process_madvise, SYS_pidfd_getfd, SYS_kcmp, SYS_bpf, SYS_perf_event_open,
        SYS_keyctl, SYS_add_key, SYS_request_key, SYS_userfaultfd, SYS_kexec_load, SYS_init_module, SYS_finit_module,
        SYS_delete_module, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_quotactl, SYS_acct, SYS_swapon,
        SYS_swapoff, SYS_reboot, SYS_syslog, SYS_clock_settime, SYS_clock_adjtime, SYS_settimeofday, SYS_adjtimex,
        SYS_sethostname, SYS_setdomainname, SYS_vhangup, SYS_fanotify_init, SYS_lookup_dcookie, SYS_move_pages,
        SYS_migrate_pages,
        // System V's and nameless memory stays when nobody has it mapped, so that no process seems to have it.
        SYS_shmget, SYS_msgget, SYS_memfd_create, SYS_memfd_secret,
    ]
    /// Answered as by a kernel that does not know them: there is another way that programs then take. Of `clone3` a filter
    /// cannot see what is asked for.
    private static let unknown: [Int32] = [SYS_clone3, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register]
    /// CLONE_NEWTIME (0x80) is for `unshare` only; here this bit is the signal's.
    private static let namespaces: UInt32 = 0x7E02_0000

    #if arch(x86_64)
        private static let architecture = UInt32(EM_X86_64) | 0xC000_0000  // AUDIT_ARCH_X86_64
    #elseif arch(arm64)
        private static let architecture = UInt32(EM_AARCH64) | 0xC000_0000  // AUDIT_ARCH_AARCH64
    #endif
    /// The calls of x32 have this bit; nothing in the sandbox is made for it.
    private static let otherCalls: UInt32 = 0x4000_0000

    // seccomp_data: nr, arch, instruction pointer, then the arguments of 8 bytes each
    private static let numberOffset: UInt32 = 0
    private static let architectureOffset: UInt32 = 4
    private static let firstArgumentOffset: UInt32 = 16

    /// The program as the kernel reads it.
    static let bytes: [UInt8] = {
        var program = [
            load(architectureOffset), skip(unless: false, Code.equal, architecture, 1), answer(Answer.kill),
            load(numberOffset), skip(unless: true, Code.atLeast, otherCalls, 1), answer(Answer.refused),
        ]
        for call in refused {
            program += [skip(unless: true, Code.equal, UInt32(call), 1), answer(Answer.refused)]
        }
        for call in unknown {
            program += [skip(unless: true, Code.equal, UInt32(call), 1), answer(Answer.unknown)]
        }
        program += [
            skip(unless: true, Code.equal, UInt32(SYS_clone), 3), load(firstArgumentOffset),
            skip(unless: true, Code.anyBit, namespaces, 1), answer(Answer.refused), answer(Answer.allowed),
        ]
        return program.flatMap { instruction in withUnsafeBytes(of: instruction, Array.init) }
    }()

    private enum Code {
        static let load = UInt16(BPF_LD | BPF_W | BPF_ABS)
        static let equal = UInt16(BPF_JMP | BPF_JEQ | BPF_K)
        static let atLeast = UInt16(BPF_JMP | BPF_JGE | BPF_K)
        static let anyBit = UInt16(BPF_JMP | BPF_JSET | BPF_K)
        static let answer = UInt16(BPF_RET | BPF_K)
    }

    private enum Answer {
        static let allowed: UInt32 = 0x7FFF_0000
        static let refused: UInt32 = 0x0005_0001  // EPERM
        static let unknown: UInt32 = 0x0005_0026  // ENOSYS
        static let kill: UInt32 = 0x8000_0000
    }

    private static func load(_ offset: UInt32) -> sock_filter {
        sock_filter(code: Code.load, jt: 0, jf: 0, k: offset)
    }

    /// Leaves out the next instructions where the comparison holds or, with `unless`, where it does not.
    private static func skip(unless: Bool, _ comparison: UInt16, _ value: UInt32, _ count: UInt8) -> sock_filter {
        sock_filter(code: comparison, jt: unless ? 0 : count, jf: unless ? count : 0, k: value)
    }

    private static func answer(_ value: UInt32) -> sock_filter {
        sock_filter(code: Code.answer, jt: 0, jf: 0, k: value)
    }
}
