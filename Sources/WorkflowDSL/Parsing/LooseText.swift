/// Tells texts of a document in mode `loose` that cannot be jq from those that can: compiling every text of a document to
/// find out would take long.
enum LooseText {
    /// Whether a text may be an expression. Of one that may not jq would say that it is none.
    static func mayBeExpression(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        // These hold what is not looked into here.
        if bytes.contains(where: { [UInt8(ascii: "\""), UInt8(ascii: "#")].contains($0) }) { return true }
        var open: [UInt8] = []
        var isAfterTerm = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte.startsWord {
                let start = position
                while position < bytes.count, bytes[position].isLetterOrDigit || bytes[position] == UInt8(ascii: "_") {
                    position += 1
                }
                let word = String(decoding: bytes[start..<position], as: UTF8.self)
                let isKeyword = keywords.contains(word)
                if isAfterTerm, !isKeyword { return false }
                let isPart =
                    start > 0 && [UInt8(ascii: "."), UInt8(ascii: "$"), UInt8(ascii: "@")].contains(bytes[start - 1])
                // A key of an object needs no quotes.
                guard isPart || isKeyword || open.last == UInt8(ascii: "}") || functions.contains(word) else {
                    return false
                }
                isAfterTerm = isPart || !isKeyword
                continue
            }
            switch byte {
            case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
            case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
            case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard open.popLast() == byte else { return false }
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                position += 1
                continue
            default:
                guard marks.contains(byte) else { return false }
            }
            isAfterTerm = false
            position += 1
        }
        return open.isEmpty
    }

    private static let marks = Set(".,:;|/+-*%=<>?!$@0123456789".utf8)

    private static let keywords: Set = [
        "and", "or", "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch", "label", "def",
        "import", "include", "true", "false", "null", "__loc__",
    ]

    /// Those of jq 1.6 (`jq -n builtins`), and `break`.
    private static let functions: Set<String> = Set(
        """
        IN INDEX JOIN acos acosh add all any arrays ascii_downcase ascii_upcase asin asinh atan atan2 atanh booleans break
        bsearch builtins capture cbrt ceil combinations contains copysign cos cosh debug del delpaths drem empty endswith
        env erf erfc error exp exp10 exp2 explode expm1 fabs fdim finites first flatten floor fma fmax fmin fmod format
        frexp from_entries fromdate fromdateiso8601 fromjson fromstream gamma getpath gmtime group_by gsub has hypot
        implode in index indices infinite inside isempty isfinite isinfinite isnan isnormal iterables j0 j1 jn join keys
        keys_unsorted last ldexp leaf_paths length lgamma lgamma_r limit localtime log log10 log1p log2 logb ltrimstr map
        map_values match max max_by min min_by mktime modf nan nearbyint nextafter nexttoward normals not now nth nulls
        numbers objects path paths pow pow10 range recurse recurse_down remainder repeat reverse rindex rint round rtrimstr
        scalars scalars_or_empty scalb scalbln scan select setpath significand sin sinh sort sort_by split splits sqrt
        startswith strflocaltime strftime strings strptime sub tan tanh test tgamma to_entries todate todateiso8601
        tojson tonumber tostream tostring transpose trunc truncate_stream type unique unique_by until utf8bytelength
        values walk while with_entries y0 y1 yn
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension UInt8 {
    fileprivate var startsWord: Bool {
        self == UInt8(ascii: "_") || isLetterOrDigit && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
