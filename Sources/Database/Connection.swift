internal import CMariaDB
internal import Glibc

/// One open connection to MariaDB with the statements prepared on it.
final class Connection {
    let handle: UnsafeMutablePointer<MYSQL>
    /// The longest time of one statement now; the server stops it.
    private(set) var statementTimeout: Duration
    private var statements = StatementCache()

    /// libmariadb prepares itself at the first call, which must not happen in two threads at once.
    private static let libraryIsReady = mysql_server_init(0, nil, nil) == 0

    /// What statements of this system count on, whatever the server's own settings are.
    private static let sqlMode = [
        "STRICT_ALL_TABLES", "ONLY_FULL_GROUP_BY", "NO_ZERO_IN_DATE", "NO_ZERO_DATE", "ERROR_FOR_DIVISION_BY_ZERO",
        "NO_ENGINE_SUBSTITUTION",
    ].joined(separator: ",")

    init(_ configuration: DatabaseConfiguration) throws(DatabaseError) {
        guard Self.libraryIsReady, let handle = mysql_init(nil) else {
            throw DatabaseError(.connection, code: 2008, statement: "", detail: "libmariadb has no memory")
        }
        self.handle = handle
        statementTimeout = configuration.statementTimeout
        setOptions(configuration)
        // Found rows: an UPDATE that changes nothing still counts the row, so 0 always means "not there".
        let opened = mysql_real_connect(
            handle, configuration.socket == nil ? configuration.host : nil, configuration.user, configuration.password,
            configuration.database, UInt32(configuration.port), configuration.socket, UInt(CLIENT_FOUND_ROWS))
        guard opened != nil else { throw error(statement: "", phase: .connecting) }
        let settings = """
            SET time_zone = '+00:00', sql_mode = '\(Self.sqlMode)', \
            max_statement_time = \(statementTimeout / .seconds(1)), \
            innodb_lock_wait_timeout = \(Int(configuration.lockTimeout / .seconds(1)))
            """
        guard mysql_real_query(handle, settings, UInt(settings.utf8.count)) == 0 else {
            throw error(statement: settings, phase: .connecting)
        }
    }

    deinit {
        statements.closeAll()
        mysql_close(handle)
    }

    /// Whether the server has ended the connection while it was idle: nothing may be readable between statements.
    var isStale: Bool {
        var polled = pollfd(fd: mysql_get_socket(handle), events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) != 0
    }

    var statementCount: Int { statements.count }

    func execute(_ sql: SQL) throws(DatabaseError) -> StatementResult {
        if let statement = statements.take(sql.text) {
            defer { statements.keep(statement) }
            return try statement.execute(sql.bindings)
        }
        let statement = try PreparedStatement(sql.text, on: self)
        // A statement whose first execution failed is kept too: duplicate keys are no reason to prepare again.
        defer { statements.keep(statement) }
        return try statement.execute(sql.bindings)
    }

    /// Changes the longest time of the statements from now on.
    func limitStatements(to limit: Duration) throws(DatabaseError) {
        try send("SET max_statement_time = \(limit / .seconds(1))")
        statementTimeout = limit
    }

    /// Sends text that holds no values, without preparing it.
    func send(_ text: String) throws(DatabaseError) {
        guard mysql_real_query(handle, text, UInt(text.utf8.count)) == 0 else {
            throw error(statement: text, phase: .preparing)
        }
        if let result = mysql_store_result(handle) { mysql_free_result(result) }
    }

    func error(statement: String, phase: DatabaseError.Phase) -> DatabaseError {
        DatabaseError(
            code: mysql_errno(handle), message: String(cString: mysql_error(handle)), statement: statement, phase: phase
        )
    }

    private func setOptions(_ configuration: DatabaseConfiguration) {
        var connect = Self.wholeSeconds(configuration.connectTimeout)
        mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &connect)
        var transfer = Self.wholeSeconds(configuration.transferTimeout)
        mysql_options(handle, MYSQL_OPT_READ_TIMEOUT, &transfer)
        mysql_options(handle, MYSQL_OPT_WRITE_TIMEOUT, &transfer)
        mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        // A server could otherwise ask for any file of this host.
        var localFiles: UInt32 = 0
        mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, &localFiles)
    }

    private static func wholeSeconds(_ duration: Duration) -> UInt32 {
        UInt32(max(1, (duration / .seconds(1)).rounded(.up)))
    }
}
