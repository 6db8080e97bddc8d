import Foundation
import JSON

/// How a secret may travel in a text.
enum TravellingForm: CaseIterable {
    case plain, percent, percentSmall, formField, json, jsonCodes, base64, base64URL, base64InPercent

    /// The secret with other bytes around it, in this form.
    func text(_ secret: String, behind: String, before: String) -> String {
        let whole = behind + secret + before
        let base64 = Data(whole.utf8).base64EncodedString()
        return switch self {
        case .plain: whole
        case .percent: Self.percent(whole)
        case .percentSmall: Self.percent(whole, format: "%%%02x")
        case .formField: Self.percent(whole).replacing("%20", with: "+")
        case .json: JSON.string(whole).text
        case .jsonCodes: whole.utf16.map { "\\u" + String(format: "%04x", $0) }.joined()
        case .base64: base64
        case .base64URL: base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        case .base64InPercent: Self.percent(base64)
        }
    }

    /// Whether the secret can be had from a text of this form.
    func reveals(_ secret: String, in text: String) -> Bool {
        let bytes = Array(secret.utf8)
        switch self {
        case .plain: return Array(text.utf8).contains(bytes)
        case .percent, .percentSmall, .formField:
            return Self.unpercent(text).contains(bytes)
                || Self.unpercent(text.replacing("+", with: " ")).contains(bytes)
        case .json, .jsonCodes:
            let inner = text.hasPrefix("\"") ? text : "\"\(text)\""
            guard let value = try? JSON(parsing: inner) else { return text.contains(secret) }
            return Array((value.string ?? "").utf8).contains(bytes)
        case .base64, .base64URL, .base64InPercent:
            let text = self == .base64InPercent ? String(decoding: Self.unpercent(text), as: UTF8.self) : text
            return text.split { !$0.isASCII || !($0.isLetter || $0.isNumber || "+/-_".contains($0)) }.contains { part in
                (0..<4).contains { Self.decoded(String(repeating: "A", count: $0) + part).contains(bytes) }
            }
        }
    }

    private static func percent(_ text: String, format: String = "%%%02X") -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber || "-_.~".contains(character))
                ? String(character) : String(format: format, byte)
        }.joined()
    }

    private static func unpercent(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func decoded(_ text: String) -> [UInt8] {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let whole = standard.prefix(standard.count / 4 * 4)
        let rest = standard.dropFirst(whole.count)
        let padded = rest.count < 2 ? "" : rest + String(repeating: "=", count: 4 - rest.count)
        return Array(Data(base64Encoded: String(whole) + padded) ?? Data())
    }
}
