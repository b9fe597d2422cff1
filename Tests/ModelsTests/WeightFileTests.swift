import Checks
import Containers
import Layers
import Models
import TestSupport
import Testing

/// Weights beside an architecture, in every layout: the same numbers, or a refusal that says what is expected.
@Suite("weights beside an architecture")
struct WeightFileTests {
  private func golden(_ folder: String) throws -> Golden {
    try Golden(path: Fixtures.path("\(folder)/golden.npz"))
  }

  private func open(_ json: String, _ files: [String: [UInt8]], _ name: String) throws -> Model {
    try Fixtures.temporary(files) { folder in
      try ModelFile.open(
        Fixtures.path(json), weights: "\(folder)/\(name)", version: KerasVersion(3))
    }
  }

  @Test("over several files, by the list of them")
  func shards() throws {
    let folder = "graphs/two-in-two-out"
    let model = try ModelFile.open(
      Fixtures.path("\(folder)/k3.json"),
      weights: Fixtures.path("\(folder)/k3.sharded/model.weights.json"),
      version: KerasVersion(3, 15))
    expect(try Agreement(of: model, with: try golden(folder)))
  }

  @Test(
    "lists of files that lead elsewhere, or that are not whole, are refused",
    arguments: [
      (
        #"{"weight_map": {"/layers/dense/vars": ["../model.h5"]}}"#,
        "which is no name of a file beside this one"
      ),
      (
        #"{"weight_map": {"/layers/dense/vars": "/etc/passwd"}}"#,
        "which is no name of a file beside this one"
      ),
      (
        #"{"weight_map": {"/layers/dense/vars": [7]}}"#,
        "which is no name of a file beside this one"
      ),
      (
        #"{"weight_map": {"/layers/dense/vars": ["a.weights.h5"]}}"#,
        "a.weights.h5 is not beside it"
      ),
      (#"{"weight_map": {}}"#, "its weight_map names 0 files"),
      (#"{"weights": {}}"#, "this JSON holds no weights"),
    ])
  func lists(_ text: String, _ expected: String) {
    let message = refusal {
      try open("xor-relu/k3.json", ["x.weights.json": Array(text.utf8)], "x.weights.json")
    }
    #expect(message.contains(expected), "\(message)")
  }

  /// The weights of xor-relu as NumPy writes them, by the names that are given.
  private func arrays(_ names: [String]) throws -> [UInt8] {
    let npz = try Npz(try Fixtures.bytes("xor-relu/weights.npz"), name: "weights.npz")
    let stored = try npz.names.map { try npz.array($0) }
    #expect(stored.count == names.count)
    let ordered = stored.enumerated().map { index, array in
      NamedArray(
        name: names[index], shape: array.shape, element: array.element,
        bytes: (try? array.bytes()) ?? Bytes([]))
    }
    return try Npz.write(ordered.reversed())
  }

  @Test(
    "by their names",
    arguments: [
      ["arr_0", "arr_1", "arr_2", "arr_3"],
      ["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"],
      ["m/dense/kernel:0", "m/dense/bias:0", "m/dense_1/kernel:0", "m/dense_1/bias:0"],
      ["dense.kernel", "dense.bias", "dense_1.kernel", "dense_1.bias"],
    ])
  func names(_ names: [String]) throws {
    let bytes = try arrays(names)
    let folder = TemporaryDirectory()
    folder.write(bytes, to: "w.npz")
    let model = try ModelFile.open(
      Fixtures.path("xor-relu/k2.json"), weights: "\(folder.path)/w.npz")
    expect(try Agreement(of: model, with: try golden("xor-relu")))
  }

  @Test func namesThatAreOthersAreTold() throws {
    let bytes = try arrays(["a", "b", "c", "d"])
    let message = refusal { try open("xor-relu/k2.json", ["w.npz": bytes], "w.npz") }
    #expect(
      message.contains(
        "its arrays have names that are not those of the weights: d, c, b, a\nExpected arr_0, arr_1, …"
      ))
    #expect(
      message.contains(
        "a name for every weight: dense/kernel, dense/bias, dense_1/kernel, dense_1/bias"))
  }

  @Test func theOneWeightOfAModelMayBeOneArray() throws {
    let json = """
      {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "m", "layers": [\
      {"class_name": "Dense", "config": {"name": "d", "units": 1, "use_bias": false, \
      "batch_input_shape": [null, 2]}}]}}
      """
    let array = NamedArray(
      name: "", shape: [2, 1], element: .float32, bytes: Bytes(HDF5Content([2, 3]).bytes))
    let folder = TemporaryDirectory()
    folder.write(Array(json.utf8), to: "m.json")
    folder.write(try Npy.write(array), to: "w.npy")
    let path = "\(folder.path)/m.json"
    let model = try ModelFile.open(path, weights: "\(folder.path)/w.npy")
    #expect(model.weights.parameterCount == 2)
    // What np.save(file, model.get_weights()) writes holds Python objects.
    let header = "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"
    let text = header + String(repeating: " ", count: 117 - header.count) + "\n"
    folder.write(
      [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(text.utf8) + [0x80, 4], to: "o.npy")
    let message = refusal { try ModelFile.open(path, weights: "\(folder.path)/o.npy") }
    #expect(message.contains("this is a NumPy file of Python objects (pickled)"))
    #expect(message.contains("np.load(file, allow_pickle=True)"))
  }

  @Test(
    "an architecture in YAML is that in JSON", arguments: ["xor-relu", "lstm-gates", "rnn-masked"])
  func yaml(_ folder: String) throws {
    let json = try JSON(parsing: try Fixtures.bytes("\(folder)/k2.json"), file: "")
    for text in [Self.blocks(json), Self.blocks(json).replacing("\n", with: "\r\n")] {
      let directory = TemporaryDirectory()
      directory.write(Array(text.utf8), to: "model.yaml")
      let model = try ModelFile.open(
        "\(directory.path)/model.yaml", weights: Fixtures.path("\(folder)/k2.weights.h5"))
      #expect(model.origin.format == "architecture (YAML)")
      expect(try Agreement(of: model, with: try golden(folder)))
    }
  }

  private static func blocks(_ json: JSON, _ indent: Int = 0) -> String {
    let start = String(repeating: " ", count: indent)
    switch json {
    case .object(let object) where !object.isEmpty:
      return object.map { "\(start)\($0.key):" + rest($0.value, indent) }.joined()
    case .array(let list) where !list.isEmpty:
      return list.map { "\(start)-" + rest($0, indent) }.joined()
    default: return json.text
    }
  }

  private static func rest(_ json: JSON, _ indent: Int) -> String {
    let text = blocks(json, indent + 2)
    return text.hasSuffix("\n") ? "\n" + text : " \(text)\n"
  }
}
