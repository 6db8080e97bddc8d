internal import CMariaDB
internal import Identity

/// The memory that libmariadb writes the columns of a row to.
///
/// Numbers and times have their place here. Texts and bytes have none: their length is known only when the row is
/// there, and then they are written where they stay.
struct ResultBinding {
    let binds: UnsafeMutablePointer<MYSQL_BIND>
    let names: [String]
    private let kinds: [Kind]
    private let cells: UnsafeMutableRawPointer

    private enum Kind {
        case null, integer, unsigned, double, decimal, text, bytes, time
    }

    private static let cellSize = max(MemoryLayout<MYSQL_TIME>.stride, MemoryLayout<UInt64>.stride)
    /// The "character set" of columns that hold bytes.
    private static let binary: UInt32 = 63

    init(_ fields: UnsafeBufferPointer<MYSQL_FIELD>) {
        names = fields.map { String(cString: $0.name) }
        kinds = fields.map(Self.kind)
        binds = .allocate(capacity: fields.count)
        binds.initialize(repeating: MYSQL_BIND(), count: fields.count)
        cells = .allocate(byteCount: Self.cellSize * fields.count, alignment: MemoryLayout<MYSQL_TIME>.alignment)
        for (index, kind) in kinds.enumerated() {
            binds[index].buffer = cells + Self.cellSize * index
            switch kind {
            case .null: binds[index].buffer_type = MYSQL_TYPE_NULL
            case .integer: binds[index].buffer_type = MYSQL_TYPE_LONGLONG
            case .unsigned:
                binds[index].buffer_type = MYSQL_TYPE_LONGLONG
                binds[index].is_unsigned = 1
            case .double: binds[index].buffer_type = MYSQL_TYPE_DOUBLE
            case .time: binds[index].buffer_type = MYSQL_TYPE_DATETIME
            case .decimal, .text: binds[index].buffer_type = MYSQL_TYPE_STRING
            case .bytes: binds[index].buffer_type = MYSQL_TYPE_BLOB
            }
        }
    }

    func deallocate() {
        binds.deallocate()
        cells.deallocate()
    }

    /// Copies the row that was fetched last. `statement.bind` is libmariadb's copy of `binds`, where it writes.
    func values(of statement: UnsafeMutablePointer<MYSQL_STMT>) -> [SQLValue] {
        kinds.indices.map { value($0, of: statement) }
    }

    private func value(_ index: Int, of statement: UnsafeMutablePointer<MYSQL_STMT>) -> SQLValue {
        let bind = statement.pointee.bind[index]
        if bind.is_null_value != 0 { return .null }
        let cell = cells + Self.cellSize * index
        switch kinds[index] {
        case .null: return .null
        case .integer: return .integer(cell.load(as: Int64.self))
        case .unsigned:
            let value = cell.load(as: UInt64.self)
            return Int64(exactly: value).map(SQLValue.integer) ?? .unsigned(value)
        case .double: return .double(cell.load(as: Double.self))
        case .time: return .time(Timestamp(cell.load(as: MYSQL_TIME.self)))
        case .decimal: return .decimal(text(index, of: statement, length: Int(bind.length_value)))
        case .text: return .text(text(index, of: statement, length: Int(bind.length_value)))
        case .bytes:
            let length = Int(bind.length_value)
            return .bytes(
                [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                    count = fetch(index, of: statement, as: MYSQL_TYPE_BLOB, into: buffer)
                })
        }
    }

    private func text(_ index: Int, of statement: UnsafeMutablePointer<MYSQL_STMT>, length: Int) -> String {
        String(unsafeUninitializedCapacity: length) { buffer in
            fetch(
                index, of: statement, as: MYSQL_TYPE_STRING,
                into: UnsafeMutableBufferPointer(rebasing: buffer[..<length])
            )
        }
    }

    private func fetch(
        _ index: Int, of statement: UnsafeMutablePointer<MYSQL_STMT>, as type: enum_field_types,
        into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var bind = MYSQL_BIND()
        var length: UInt = 0
        bind.buffer_type = type
        bind.buffer = UnsafeMutableRawPointer(buffer.baseAddress)
        bind.buffer_length = UInt(buffer.count)
        return withUnsafeMutablePointer(to: &length) { pointer in
            bind.length = pointer
            return mysql_stmt_fetch_column(statement, &bind, UInt32(index), 0) == 0 ? Int(pointer.pointee) : 0
        }
    }

    private static func kind(of field: MYSQL_FIELD) -> Kind {
        switch field.type {
        case MYSQL_TYPE_NULL: .null
        case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG, MYSQL_TYPE_YEAR:
            field.flags & UInt32(UNSIGNED_FLAG) == 0 ? .integer : .unsigned
        case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE: .double
        case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL: .decimal
        case MYSQL_TYPE_DATE, MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP: .time
        case MYSQL_TYPE_TIME: .text
        default: field.charsetnr == binary ? .bytes : .text
        }
    }
}
