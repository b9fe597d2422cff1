import Containers
import TestSupport
import Testing

@Suite struct JSONTests {
  private func parse(_ text: String) throws(ContainerError) -> JSON {
    try JSON(parsing: text, file: "config.json")
  }

  @Test func valuesOfEveryKindAreRead() throws {
    #expect(try parse(" null ") == .null)
    #expect(try parse("[true, false]") == .array([.bool(true), .bool(false)]))
    #expect(try parse("-12") == .int(-12))
    #expect(try parse("-0") == .int(0))
    #expect(try parse("9223372036854775807") == .int(.max))
    #expect(try parse("-9223372036854775808") == .int(.min))
    #expect(try parse("9223372036854775808") == .double(9_223_372_036_854_775_808))
    #expect(try parse("0.25e2") == .double(25))
    #expect(try parse("1e-3") == .double(0.001))
    #expect(try parse("1E400") == .double(.infinity))
    #expect(try parse("Infinity") == .double(.infinity))
    #expect(try parse("-Infinity") == .double(-.infinity))
    #expect(try parse("NaN").doubleValue?.isNaN == true)
    #expect(try parse("{}") == .object([:]))
    #expect(try parse("{\"a\": {\"b\": [1, 2.5, \"c\"]}}")["a"]?["b"]?[1] == .double(2.5))
    #expect(try parse("\u{FEFF}[]") == .array([]))
  }

  @Test func valuesAndBytesHaveALimit() throws {
    func parse(_ text: String, values: Int, bytes: Int = 1000) throws(ContainerError) -> JSON {
      try JSON(
        parsing: Bytes(Array(text.utf8)), file: "config.json",
        limit: JSONLimit(values: values, bytes: bytes))
    }
    #expect(try parse("[1, 2, 3]", values: 4) == .array([.int(1), .int(2), .int(3)]))
    let many = #expect(throws: ContainerError.self) { try parse("[1, 2, 3]", values: 3) }
    #expect(many?.kind == .refused)
    #expect(many?.expected == "at most 3 values and keys")
    let keys = #expect(throws: ContainerError.self) { try parse(#"{"a": 1, "b": 2}"#, values: 4) }
    #expect(keys?.expected == "at most 4 values and keys")
    let long = #expect(throws: ContainerError.self) { try parse("[1, 2, 3]", values: 9, bytes: 8) }
    #expect(long?.expected == "at most 8 bytes")
  }

  @Test func aWishToStopIsHeard() {
    let text = "[" + String(repeating: "1,", count: 5000) + "1]"
    Interruption.listening(to: { true }) {
      let error = #expect(throws: ContainerError.self) { try parse(text) }
      #expect(error?.description == "interrupted; everything is as it was")
    }
  }

  @Test func stringsAreUnescaped() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\t""#) == .string("\"\\/\u{8}\u{C}\n\r\t"))
    #expect(try parse(#""größe \u00e9 \uD83D\uDE42 🙂""#) == .string("größe é 🙂 🙂"))
    #expect(try parse(#""\ud83d""#) == .string("\u{FFFD}"))
    #expect(try parse(#""\ud83dA\udE42""#) == .string("\u{FFFD}A\u{FFFD}"))
    #expect(try parse(#""\ud83d\n""#) == .string("\u{FFFD}\n"))
    #expect(try parse(#""\ud83d\ud83d\ude42""#) == .string("\u{FFFD}🙂"))
  }

  @Test func membersKeepTheirOrderAndTheLastOfOneKeyWins() throws {
    let object = try #require(try parse(#"{"b": 1, "a": 2, "b": 3}"#).objectValue)
    #expect(object.keys == ["b", "a"])
    #expect(object["b"] == .int(3))
    #expect(object["c"] == nil)
    let many = (0..<1000).map { "\"k\($0 % 500)\": \($0)" }.joined(separator: ",")
    let large = try #require(try parse("{\(many)}").objectValue)
    #expect(large.count == 500)
    #expect((0..<500).allSatisfy { large["k\($0)"] == .int($0 + 500) })
    #expect(try parse(#"{"a": 1, "b": 2}"#) == parse(#"{"b": 2, "a": 1}"#))
  }

  @Test func textIsCompactAndReadsBack() throws {
    let text =
      #"{"a":[1,-2.5,1e-07,NaN,-Infinity],"b":"\"\\\n\u001b\u009b é","c":[{},[]],"d":null}"#
    #expect(try parse(text).text == text)
    let value = try parse(#"{"a": [0.1, 1e22, 123456789.125, true], "b": {"c": "x"}}"#)
    #expect(try parse(value.text) == value)
  }

  @Test(arguments: Fixtures.files(".json"))
  func textOfEveryConfigReadsBack(_ name: String) throws {
    let value = try JSON(parsing: Fixtures.bytes(name), file: name)
    #expect(value.objectValue?.isEmpty == false)
    #expect(try parse(value.text) == value)
  }

  @Test(arguments: [
    ("", "line 1, column 1: expected a value, found the end of the text"),
    ("{\"a\": 1,\n  \"é\": tru}", "line 2, column 8: expected true, found \"t\""),
    ("[1 2]", "line 1, column 4: expected \",\" or \"]\", found \"2\""),
    ("[1,]", "line 1, column 4: expected a value, found \"]\""),
    ("{\"a\" 1}", "line 1, column 6: expected \":\", found \"1\""),
    ("{a: 1}", "line 1, column 2: expected a key in double quotes, found \"a\""),
    ("{\"a\": 1", "line 1, column 8: expected \",\" or \"}\", found the end of the text"),
    ("\"ab", "line 1, column 4: expected the closing quote of a string, found the end of the text"),
    ("\"a\nb\"", "line 1, column 3: expected the closing quote of a string, found \"\n\""),
    (#""\x""#, #"line 1, column 3: expected one of \" \\ \/ \b \f \n \r \t \u, found "x""#),
    (#""\u12g4""#, "line 1, column 6: expected four hexadecimal digits, found \"g\""),
    ("01", "line 1, column 1: expected a number without leading zeros, found \"0\""),
    ("-", "line 1, column 2: expected a digit, found the end of the text"),
    ("1.", "line 1, column 3: expected a digit, found the end of the text"),
    ("1e+", "line 1, column 4: expected a digit, found the end of the text"),
    ("[] x", "line 1, column 4: expected the end of the text, found \"x\""),
    ("'a'", "line 1, column 1: expected a value, found \"'\""),
  ])
  func aMistakeIsToldWithItsPlace(_ text: String, _ message: String) {
    let advice = "; the file is damaged: save or download it again"
    #expect(
      refusal { () throws(ContainerError) in try parse(text) } == "config.json: \(message)\(advice)"
    )
  }

  @Test func depthIsLimited() throws {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(try parse(nested(512, "[", "]"))[0] != nil)
    #expect(
      refusal { () throws(ContainerError) in try parse(nested(10_000, "[", "]")) } == """
        config.json: line 1, column 513: expected at most 512 nested arrays and objects, found one \
        more; refused: the file is damaged or made to do harm
        """)
    #expect(
      refusal { () throws(ContainerError) in try parse(nested(10_000, "{\"a\":", "}")) } == """
        config.json: line 1, column 2561: expected at most 512 nested arrays and objects, found \
        one more; refused: the file is damaged or made to do harm
        """)
  }
}
