import Containers
import TestSupport
import Testing

@Suite("YAML is read as the JSON that it is")
struct YAMLTests {
  private func read(_ text: String) throws -> JSON { try JSON(parsingYAML: text, file: "a.yaml") }

  @Test(
    "values",
    arguments: [
      ("a: 1", #"{"a":1}"#),
      ("- 1\n- two\n- null\n- ~\n-\n- 'it''s'\n", #"[1,"two",null,null,null,"it's"]"#),
      ("a:\n- 1\n- 2\nb:\n  - 3\n", #"{"a":[1,2],"b":[3]}"#),
      ("-\n  a: 1\n  b: 2\n- c: 3\n  d:\n    e: 4\n", #"[{"a":1,"b":2},{"c":3,"d":{"e":4}}]"#),
      ("- - 1\n  - 2\n- - 3\n", "[[1,2],[3]]"),
      ("{a: 1, b: [x, 'y', \"z\"], c: {}, d: []}", #"{"a":1,"b":["x","y","z"],"c":{},"d":[]}"#),
      ("a: {b: 1,\n  c: [1,\n    2]}\n", #"{"a":{"b":1,"c":[1,2]}}"#),
      (
        "a: [true, False, yes, off, .inf, -.inf, 0x1F, 017, 1_000, 1.0e-07, 1e-07, .5]",
        #"{"a":[true,false,true,false,Infinity,-Infinity,31,15,1000,1e-07,1e-07,0.5]}"#
      ),
      ("a: \"\\u00e9\\n\\x41\"", #"{"a":"é\nA"}"#),
      ("a: some words\n  that go on\nb: 1", #"{"a":"some words that go on","b":1}"#),
      ("a: |\n  x\n   y\n\n  z\nb: >-\n  p\n  q\n", #"{"a":"x\n y\n\nz\n","b":"p q"}"#),
      ("a: &one {b: 1}\nc: *one\n", #"{"a":{"b":1},"c":{"b":1}}"#),
      ("a: &one\n  b: 1\nc: *one\n", #"{"a":{"b":1},"c":{"b":1}}"#),
      ("a: &id001\n- 1\n- 2\nb: *id001\n", #"{"a":[1,2],"b":[1,2]}"#),
      ("a: !!python/tuple [1, 2]\nb: !!python/tuple\n- 3\n", #"{"a":[1,2],"b":[3]}"#),
      ("a: !!python/unicode '1'\nb: !!str 2\n", #"{"a":"1","b":"2"}"#),
      ("# a comment\n%YAML 1.1\n---\na: 1 # and one\n...\n", #"{"a":1}"#),
      ("a: http://x\nb: 'x: y'\nc: -1\nd: -x\n", #"{"a":"http://x","b":"x: y","c":-1,"d":"-x"}"#),
      ("'a b': 1\n\"c\": 2\n", #"{"a b":1,"c":2}"#),
    ])
  func values(_ text: String, _ expected: String) throws {
    let found = try read(text)
    #expect(try found == JSON(parsing: expected, file: ""), "\(found.text)")
  }

  @Test(
    "errors say where",
    arguments: [
      ("a: [1, 2", "line 1, column 9: expected \",\" or \"]\", found the end of the text"),
      ("a: 1\n b: 2\n", "line 2, column 3: expected"),
      ("a: *x\n", "line 1, column 4: expected an alias of an anchor (&x) before it, found *x"),
      ("a: 'b\n", "line 1, column 4: expected a text that ends"),
      ("a:\n\t- 1\n", "line 2, column 1: expected spaces at the start of a line"),
      ("? a\n: b\n", "line 1, column 1: expected keys that are texts"),
      (
        "a: !!python/object:keras.Model\n  b: 1\n",
        "line 1, column 4: expected values, lists and mappings, found !!python/object:keras.Model"
      ),
      ("a: !!python/name:os.system ''\n", "found !!python/name:os.system"),
      ("a: 1\n---\nb: 2\n", "line 2, column 1: expected the end of the document"),
    ])
  func errors(_ text: String, _ expected: String) {
    let message = refusal { try read(text) }
    #expect(message.contains(expected), "\(message)")
  }

  @Test("aliases of aliases are counted as all that they stand for")
  func bomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let list = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(list)]\n"
    }
    #expect(refusal { try read(text) }.contains("at most 5000000 values"))
    let deep = String(repeating: "[", count: 600)
    #expect(refusal { try read("a: \(deep)") }.contains("at most 512 levels"))
    let anchors = (0..<600).map { "&a\($0)\n" }.joined()
    #expect(refusal { try read(anchors + "1") }.contains("at most 512 levels"))
  }

  /// The configs of the fixtures, as PyYAML would dump them, in blocks and in brackets.
  @Test(
    "what is written as YAML is read as it was", arguments: Fixtures.files("k2.json", "k1.json"))
  func law(_ name: String) throws {
    let json = try JSON(parsing: try Fixtures.bytes(name), file: name)
    #expect(try read(YAMLText.blocks(json)) == json)
    #expect(try read(YAMLText.brackets(json)) == json)
  }

  @Test("a text that is cut or changed anywhere is read or refused", arguments: 0..<4)
  func damage(_ seed: Int) throws {
    let json = try JSON(parsing: try Fixtures.bytes("lstm-gates/k2.json"), file: "")
    let text = Array(seed % 2 == 0 ? YAMLText.blocks(json).utf8 : YAMLText.brackets(json).utf8)
    var chance = Chance(seed: UInt64(seed))
    for _ in 0..<300 {
      var bytes = text
      for _ in 0...chance.below(3) {
        let place = chance.below(bytes.count)
        bytes[place] = chance.any(Array(" \n\t-:[]{},'\"&*!|>#a0%".utf8)) ?? 0
      }
      if chance.below(4) == 0 { bytes = Array(bytes.prefix(chance.below(bytes.count))) }
      _ = refusal { try JSON(parsingYAML: Bytes(bytes), file: "a.yaml") }
    }
  }
}

/// Values as YAML.
private enum YAMLText {
  static func blocks(_ json: JSON, _ indent: Int = 0) -> String {
    let start = String(repeating: " ", count: indent)
    switch json {
    case .object(let object) where !object.isEmpty:
      return object.map { key, value in
        "\(start)\(scalar(.string(key))):" + inner(value, indent)
      }.joined()
    case .array(let list) where !list.isEmpty:
      return list.map { "\(start)-" + inner($0, indent) }.joined()
    default: return start + scalar(json) + "\n"
    }
  }

  private static func inner(_ value: JSON, _ indent: Int) -> String {
    switch value {
    case .object(let object) where !object.isEmpty: "\n" + blocks(value, indent + 2)
    case .array(let list) where !list.isEmpty: "\n" + blocks(value, indent + 2)
    default: " " + scalar(value) + "\n"
    }
  }

  static func brackets(_ json: JSON) -> String {
    switch json {
    case .object(let object):
      "{"
        + object.map { "\(scalar(.string($0.key))): \(brackets($0.value))" }.joined(separator: ", ")
        + "}"
    case .array(let list): "[" + list.map(brackets).joined(separator: ", ") + "]"
    default: scalar(json)
    }
  }

  private static func scalar(_ json: JSON) -> String {
    switch json {
    case .object: "{}"
    case .array: "[]"
    case .string(let text) where text.allSatisfy({ $0.isLetter || $0 == "_" }) && text.count > 5:
      text
    default: json.text
    }
  }
}
