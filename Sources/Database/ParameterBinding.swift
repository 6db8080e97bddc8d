internal import CMariaDB

/// The values of one execution in memory that libmariadb reads.
struct ParameterBinding {
    let binds: UnsafeMutablePointer<MYSQL_BIND>
    /// Numbers and times, one place for each value.
    private let cells: UnsafeMutableRawPointer
    /// Texts and bytes, one after the other.
    private let bytes: UnsafeMutablePointer<UInt8>

    private static let cellSize = max(MemoryLayout<MYSQL_TIME>.stride, MemoryLayout<UInt64>.stride)

    init(_ values: [SQLValue]) {
        binds = .allocate(capacity: values.count)
        binds.initialize(repeating: MYSQL_BIND(), count: values.count)
        cells = .allocate(byteCount: Self.cellSize * values.count, alignment: MemoryLayout<MYSQL_TIME>.alignment)
        bytes = .allocate(capacity: values.reduce(0) { $0 + $1.byteCount })
        var offset = 0
        for (index, value) in values.enumerated() {
            let cell = cells + Self.cellSize * index
            switch value {
            case .null: binds[index].buffer_type = MYSQL_TYPE_NULL
            case .integer(let number): bind(index, number, MYSQL_TYPE_LONGLONG, in: cell)
            case .unsigned(let number):
                bind(index, number, MYSQL_TYPE_LONGLONG, in: cell)
                binds[index].is_unsigned = 1
            case .double(let number): bind(index, number, MYSQL_TYPE_DOUBLE, in: cell)
            case .time(let time): bind(index, MYSQL_TIME(time), MYSQL_TYPE_DATETIME, in: cell)
            case .text(var text), .decimal(var text):
                text.withUTF8 { bind(index, $0, MYSQL_TYPE_STRING, offset: &offset) }
            case .bytes(let bytes):
                bytes.withUnsafeBufferPointer { bind(index, $0, MYSQL_TYPE_BLOB, offset: &offset) }
            }
        }
    }

    func deallocate() {
        binds.deallocate()
        cells.deallocate()
        bytes.deallocate()
    }

    private func bind<T: BitwiseCopyable>(
        _ index: Int, _ value: T, _ type: enum_field_types, in cell: UnsafeMutableRawPointer
    ) {
        cell.storeBytes(of: value, as: T.self)
        binds[index].buffer_type = type
        binds[index].buffer = cell
    }

    private func bind(
        _ index: Int, _ source: UnsafeBufferPointer<UInt8>, _ type: enum_field_types, offset: inout Int
    ) {
        if let base = source.baseAddress { (bytes + offset).initialize(from: base, count: source.count) }
        binds[index].buffer_type = type
        binds[index].buffer = UnsafeMutableRawPointer(bytes + offset)
        binds[index].buffer_length = UInt(source.count)
        offset += source.count
    }
}

extension SQLValue {
    /// Bytes of a text or bytes value; 0 for others.
    fileprivate var byteCount: Int {
        switch self {
        case .text(let text), .decimal(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }
}
