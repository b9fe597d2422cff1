import Containers
import ModelSupport
import Models
import TestSupport
import Testing

@Suite("what people have in place of a model is called by its name")
struct ForeignFileTests {
  private func reason(_ name: String, _ contents: [String: [UInt8]]) throws -> String {
    try Fixtures.temporary(contents) { folder in
      let message = refusal { try ModelFile.open(name.isEmpty ? folder : "\(folder)/\(name)") }
      let line = message.split(separator: "\n").first.map(String.init) ?? ""
      return line.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? line
    }
  }

  @Test(
    "files",
    arguments: [
      ("<!DOCTYPE html>\n<html>", "this is a web page"),
      ("\n<html lang=\"en\">", "this is a web page"),
      (
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "this is a pointer of Git LFS"
      ),
      ("model_checkpoint_path: \"ckpt\"\n", "this is a part of a checkpoint of TensorFlow"),
      (
        #"{"modelTopology": {}, "weightsManifest": []}"#,
        "its modelTopology is no architecture of Keras"
      ),
      (
        #"{"format": "graph-model", "modelTopology": {}}"#,
        "this is a graph model of TensorFlow.js, which is not read here: it holds no layers"
      ),
      (
        #"{"metadata": {}, "weight_map": {}}"#,
        "these are weights of Keras over several files (shards), and no architecture"
      ),
      ("....TFL3....", "this is a model of TensorFlow Lite"),
      ("Keras", "this is no file that Keras saves"),
    ])
  func text(_ text: String, _ expected: String) throws {
    #expect(try reason("model", ["model": Array(text.utf8)]).hasPrefix(expected))
  }

  @Test(
    "bytes",
    arguments: [
      ([0x80, 0x04, 0x95, 0x00], "this is a pickle, which may run code and is never read"),
      ([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9], "this is a file of PyTorch"),
      ([0x1F, 0x8B, 0x08, 0x00], "this file is compressed"),
      (
        [0, 0, 0, 0, 0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB],
        "this is a part of a checkpoint of TensorFlow, whose other files are not there"
      ),
      (
        [2, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x22, 0x61],
        "this is a file of safetensors: arrays without an architecture of Keras"
      ),
      ([0x08, 0x07, 0x12, 0x04, 0x6F, 0x6E, 0x6E, 0x78], "this is a model in ONNX"),
    ] as [([UInt8], String)])
  func bytes(_ bytes: [UInt8], _ expected: String) throws {
    #expect(try reason("model", ["model": bytes]) == expected)
  }

  @Test(
    "folders, and files that lie in them",
    arguments: [
      (
        "", ["saved_model.pb", "keras_metadata.pb"], "SavedMetadata at byte 0: expected the number"
      ),
      (
        "saved_model.pb", ["saved_model.pb", "keras_metadata.pb"],
        "SavedMetadata at byte 0: expected the number"
      ),
      ("", ["saved_model.pb"], "SavedModel at byte 0: expected the number of a field, found 0"),
      ("", ["saved_model.pbtxt"], "this is a SavedModel of functions alone"),
      ("", ["checkpoint", "ckpt.index"], "this folder holds checkpoints of TensorFlow, which are"),
      (
        "ckpt", ["ckpt.index", "ckpt.data-00000-of-00001"], "footer of the table: expected 48 bytes"
      ),
      (
        "ckpt.data-00000-of-00001", ["ckpt.data-00000-of-00001"],
        "this is a part of a checkpoint of TensorFlow, whose other files are not there"
      ),
      ("", ["notes.txt"], "this folder is no model: it holds no config.json"),
    ])
  func folder(_ name: String, _ files: [String], _ expected: String) throws {
    let contents = Dictionary(uniqueKeysWithValues: files.map { ($0, [UInt8(7)]) })
    #expect(try reason(name, contents).hasPrefix(expected))
  }

  @Test("weights that are none are told so, and nothing is called damaged")
  func weights() throws {
    let model = Fixtures.path("xor-relu/k2.json")
    let one = try Npy.write(NamedArray(name: "", shape: [1], element: .uint8, bytes: Bytes([7])))
    let named = try Npz.write([
      NamedArray(name: "kernel", shape: [1], element: .uint8, bytes: Bytes([7]))
    ])
    let files = [
      "one.npy": one, "named.npz": named, "shards.json": Array(#"{"weight_map": {}}"#.utf8),
    ]
    try Fixtures.temporary(files) { folder in
      func message(_ name: String) -> String {
        refusal { try ModelFile.open(model, weights: "\(folder)/\(name)") }
      }
      #expect(
        message("one.npy").contains(
          "the file holds 1 array, and get_weights() of this model gives 4"))
      #expect(
        message("named.npz").contains(
          "its arrays have names that are not those of the weights: kernel"))
      #expect(message("shards.json").contains("its weight_map names 0 files"))
      #expect(files.keys.allSatisfy { !message($0).contains("damaged") })
    }
  }
}
