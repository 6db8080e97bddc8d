import JSON
import OrderedCollections
import Testing

private struct Person: Decodable, Equatable {
    enum Role: String, Decodable, CaseIterable { case reader, writer }
    enum Colour: String, Decodable { case red, blue }
    struct Address: Decodable, Equatable { var street: String }

    var name: String
    var age: UInt8?
    var role: Role?
    var colour: Colour?
    var addresses: [Address]?
    var byCity: [String: Address]?
    var extra: JSON?
    var members: JSONObject?
    var score: Double?
    var active: Bool?
}

@Test func `reads what the type says, JSON members as they are`() throws {
    let json: JSON = [
        "name": "Ada", "age": 36, "role": "writer", "addresses": [["street": "Main"]],
        "byCity": ["Rome": ["street": "Via"]], "extra": ["any": [1, nil]], "members": ["b": 1, "a": 2], "score": 3,
        "active": true, "colour": nil,
    ]
    let person = try json.decode(Person.self)
    #expect(person.name == "Ada" && person.age == 36 && person.role == .writer && person.colour == nil)
    #expect(person.byCity == ["Rome": Person.Address(street: "Via")])
    #expect(person.extra == ["any": [1, nil]])
    #expect(person.members?.keys.elements == ["b", "a"])
    #expect(person.score == 3 && person.active == true)
}

@Test func `a member of type JSON takes null, an optional one reads it as nothing`() throws {
    struct Box: Decodable { var value: JSON }
    #expect(try JSON.object(["value": nil]).decode(Box.self).value == .null)
    #expect(try JSON.object(["name": "x", "extra": nil]).decode(Person.self).extra == nil)
}

@Test func `unknown members are refused at every level, all of them by name`() throws {
    let json: JSON = [
        "name": "Ada", "nick": 1, "addresses": [["street": "a"], ["street": "b", "zip": 2]],
        "byCity": ["Rome": ["street": "Via", "a/b": 1]], "extra": ["anything": "goes"],
    ]
    let error = try #require(throws: JSONShapeError.self) { try json.decode(Person.self) }
    #expect(error.errors.map(\.pointer.description) == ["/nick", "/addresses/1/zip", "/byCity/Rome/a~1b"])
    #expect(error.errors[1].message == #"is not known here; the members here are "street""#)
}

@Test func `unknown members are named beside the first wrong value`() throws {
    let json: JSON = ["nick": 1, "name": 5, "other": 2]
    let error = try #require(throws: JSONShapeError.self) { try json.decode(Person.self) }
    #expect(error.errors.map(\.pointer.description) == ["/name", "/nick", "/other"])
    #expect(error.message == "expected a string, found a number")
    #expect(error.errors[1].message == "is not known here")
}

@Test(arguments: [
    (#"{}"#, "/name", "is missing"),
    (#"{"name":null}"#, "/name", "expected a string, found null"),
    (#"[]"#, "", "expected an object, found an array"),
    (#"{"name":"x","age":300}"#, "/age", "expected a whole number from 0 to 255"),
    (#"{"name":"x","age":-1}"#, "/age", "expected a whole number from 0 to 255"),
    (#"{"name":"x","age":1.5}"#, "/age", "expected a whole number from 0 to 255"),
    (#"{"name":"x","age":"7"}"#, "/age", "expected a whole number, found a string"),
    (#"{"name":"x","role":"boss"}"#, "/role", #"expected one of "reader", "writer""#),
    (#"{"name":"x","role":1}"#, "/role", "expected a string, found a number"),
    (#"{"name":"x","colour":"secret"}"#, "/colour", "this value is not known here"),
    (#"{"name":"x","addresses":{}}"#, "/addresses", "expected an array, found an object"),
    (#"{"name":"x","addresses":[{"street":"a"},{}]}"#, "/addresses/1/street", "is missing"),
    (#"{"name":"x","byCity":{"Rome":3}}"#, "/byCity/Rome", "expected an object, found a number"),
    (#"{"name":"x","members":[]}"#, "/members", "expected an object, found an array"),
    (#"{"name":"x","score":"1"}"#, "/score", "expected a number, found a string"),
    (#"{"name":"x","score":1e999}"#, "/score", "the number is too large"),
    (#"{"name":"x","active":1}"#, "/active", "expected true or false, found a number"),
])
func `a wrong value is named by its place, what was expected and what kind was found`(
    text: String, pointer: String, message: String
) throws {
    let error = try #require(throws: JSONShapeError.self) { try JSON(parsing: text).decode(Person.self) }
    #expect(error.pointer.description == pointer)
    #expect(error.message == message)
    #expect(error.errors.count == 1)
}

@Test func `integers are exact at the ends of their types`() throws {
    #expect(try JSON(parsing: "[9223372036854775807,-9223372036854775808]").decode([Int64].self) == [.max, .min])
    #expect(try JSON(parsing: "18446744073709551615").decode(UInt64.self) == .max)
    #expect(try JSON(parsing: "3.0").decode(Int.self) == 3)
    #expect(throws: JSONShapeError.self) { try JSON(parsing: "9223372036854775808").decode(Int64.self) }
}

@Test func `a tuple in an array that ends too early is an error`() throws {
    struct Pair: Decodable {
        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            _ = try container.decode(Int.self)
            _ = try container.decode(Int.self)
        }
    }
    let error = try #require(throws: JSONShapeError.self) { try JSON.array([[1]]).decode([Pair].self) }
    #expect(error.pointer.description == "/0")
    #expect(error.message == "expected more elements than 1")
}

@Test func `a type's own message about its text is kept`() throws {
    struct Even: Decodable {
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            guard try container.decode(Int.self) % 2 == 0 else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an even number")
            }
        }
    }
    let error = try #require(throws: JSONShapeError.self) { try JSON.array([2, 3]).decode([Even].self) }
    #expect(error == JSONShapeError(pointer: JSONPointer(tokens: ["1"]), message: "expected an even number"))
}

@Test func `members of one object that two types read are known when one of them knows them`() throws {
    struct Both: Decodable {
        struct Left: Decodable { var left: Int }
        struct Right: Decodable { var right: Int }
        let sum: Int

        init(from decoder: any Decoder) throws {
            sum = try Left(from: decoder).left + Right(from: decoder).right
        }
    }
    #expect(try JSON.object(["left": 1, "right": 2]).decode(Both.self).sum == 3)
    let error = try #require(throws: JSONShapeError.self) {
        try JSON.object(["left": 1, "right": 2, "middle": 3]).decode(Both.self)
    }
    #expect(error.description == #"/middle: is not known here; the members here are "left", "right""#)
}
