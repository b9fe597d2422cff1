import Containers
import TestSupport
import Testing

@Suite("lists of arrays of TensorFlow.js")
struct WeightsManifestTests {
  private let one: [UInt8] = [0, 0, 128, 63]

  private func arrays(_ json: String, _ files: [String: [UInt8]]) throws -> [StoredArray] {
    let json = try JSON(parsing: json, file: "model.json")
    return try WeightsManifest(json, file: "model.json") { name in files[name].map { Bytes($0) } }
      .arrays
  }

  private func refusal(_ json: String) -> String {
    TestSupport.refusal { try arrays(json, ["a": one]) }
  }

  private func list(_ weight: String, paths: String = #""a""#) -> String {
    #"[{"paths": [\#(paths)], "weights": [\#(weight)]}]"#
  }

  @Test("an array may begin in one file and end in another")
  func pieces() throws {
    let found = try arrays(
      list(
        #"{"name": "k", "shape": [2], "dtype": "float32"}, {"name": "b", "shape": [1], "dtype": "int32"}"#,
        paths: #""a", "b", "c""#),
      ["a": one + [0], "b": [0], "c": [128, 63, 7, 0, 0, 0]])
    #expect(found.map(\.name) == ["k", "b"])
    #expect(try found[0].bytes().array == one + one)
    #expect(found[1].element == .int32)
    #expect(try found[1].bytes().array == [7, 0, 0, 0])
  }

  @Test("whole numbers are scaled in double precision, and rounded to float32 once")
  func scaled() throws {
    let numbers: [UInt8] = [0, 1, 255]
    let found = try arrays(
      list(
        #"{"name": "k", "shape": [3], "dtype": "float32", "quantization": {"dtype": "uint8", "scale": 0.1, "min": -12.7}}"#
      ), ["a": numbers])
    let expected = numbers.map { Float(Double($0) * 0.1 - 12.7) }
    #expect(found[0].element == .float32)
    let bytes = try found[0].bytes()
    let read = (0..<3).map { place in
      Float(
        bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[4 * place + $1]) << (8 * UInt32($1)) })
    }
    #expect(read == expected)
    let wide = try arrays(
      list(
        #"{"name": "k", "shape": [1], "dtype": "float32", "quantization": {"dtype": "uint16", "scale": 1, "min": 0}}"#
      ), ["a": [1, 1]])
    #expect(try wide[0].bytes().array == [0, 128, 128, 67])  // 257
    let half = try arrays(
      list(
        #"{"name": "k", "shape": [1], "dtype": "float32", "quantization": {"dtype": "float16"}}"#),
      ["a": [0, 60]])
    #expect(half[0].element == .float16)
  }

  @Test(
    "what leads out of the folder is refused",
    arguments: ["../a", "/etc/passwd", "x/../../a", "https://a.b/c", #"..\\a"#, ""])
  func ways(_ name: String) {
    let message = refusal(list("", paths: "\"\(name)\""))
    #expect(message.hasPrefix("model.json: weightsManifest, list 0: expected files in the folder"))
  }

  @Test(
    "what is wrong with a list is said with its place",
    arguments: [
      ("{}", "weightsManifest: expected a list"),
      ("[{}]", "weightsManifest, list 0: expected paths and weights"),
      (
        #"[{"paths": ["b"], "weights": []}]"#,
        "list 0: expected the file b beside it, found no such file"
      ),
      (#"[{"paths": [3], "weights": []}]"#, "list 0: expected names of files"),
      (#"[{"paths": ["a"], "weights": []}]"#, "list 0: expected 0 bytes in its files, found 4"),
      (#"[{"paths": ["a"], "weights": [{}]}]"#, "list 0: expected an array with a name"),
    ])
  func lists(_ json: String, _ expected: String) {
    #expect(refusal(json).contains(expected))
  }

  @Test(
    "what is wrong with an array is said with its name",
    arguments: [
      (#""shape": [-1], "dtype": "float32""#, "list 0, k: expected a shape, found [-1]"),
      (#""shape": [1.5], "dtype": "float32""#, "list 0, k: expected a shape, found [1.5]"),
      (#""dtype": "float32""#, "list 0, k: expected a shape, found none"),
      (
        #""shape": [4611686018427387904], "dtype": "float32""#, "a shape whose bytes can be counted"
      ),
      (
        #""shape": [1], "dtype": "complex64""#,
        "uint8, found complex64; such weights are not read here"
      ),
      (#""shape": [1], "dtype": "string""#, "found string"),
      (
        #""shape": [1], "dtype": "int32", "quantization": {"dtype": "uint8"}"#,
        "expected float32 made smaller, found int32 as uint8"
      ),
      (
        #""shape": [1], "dtype": "float32", "quantization": {"dtype": "uint8"}"#,
        "expected scale and min"
      ),
      (
        #""shape": [1], "dtype": "float32", "quantization": {"dtype": "int4"}"#,
        "expected float16, uint8 or uint16 in place of float32, found int4"
      ),
    ])
  func entries(_ rest: String, _ expected: String) {
    let message = refusal(list(#"{"name": "k", \#(rest)}"#))
    #expect(message.contains(expected), "\(message)")
  }
}
