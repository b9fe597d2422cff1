import Containers
import Equations
import ModelSupport
import Testing

@testable import Checks
@testable import Layers

/// What Keras saved of an operation is looked at, word by word; that other numbers are Keras' is in grid/settings.
@Suite("every word of an operation counts")
struct OperationWordTests {
  private static let families = [
    "entropies", "functions", "laid", "lengths", "operations", "rarer", "settings", "spectra",
    "whole",
  ]

  /// A case for each word of each operation.
  private static let cases: [(case: GridCase, word: SavedWord)] = {
    var known: Set<String> = []
    let files = GridCase.files.filter { file in families.contains { file.hasPrefix($0 + ".") } }
    return files.flatMap { file in
      ((try? GridCase.all(in: file)) ?? []).flatMap { one in
        SavedWord.all(in: (try? one.architecture()) ?? .null)
          .filter { known.insert($0.name).inserted }.map { (one, $0) }
      }
    }
  }()

  @Test("a word that is none is refused")
  func unknownWords() throws {
    #expect(Self.cases.count > 300)
    let passed = try Self.cases.filter { one, word in
      try Self.mute.contains(word.name) == false
        && runs(
          one, try one.architecture().replacing(word.path[...], with: .string("no such word")))
    }
    #expect(passed.isEmpty, "\(passed.map(\.word.name).sorted().joined(separator: "\n"))")
  }

  @Test("None is refused where Keras has another default")
  func nones() throws {
    let passed = try Self.cases.filter { one, word in
      guard !word.isOfTensorFlow, !word.value.isNull, !OperationNones.takes(word.key, in: word.kind)
      else { return false }
      return try runs(one, try one.architecture().replacing(word.path[...], with: .null))
    }
    #expect(passed.isEmpty, "\(passed.map(\.word.name).sorted().joined(separator: "\n"))")
  }

  /// Whether a case is computed with another architecture.
  private func runs(_ one: GridCase, _ architecture: JSON) throws -> Bool {
    guard let model = try? one.model(architecture),
      let inputs = try? one.golden().split(for: model).inputs,
      let program = try? Run(model, feeding: inputs).program
    else { return false }
    return program.obstacle == nil
  }

  /// What changes no number: how a product is made, and what training does.
  private static let mute: Set<String> = []
}

/// A word of an operation in a saved architecture, and where it stands.
struct SavedWord {
  enum Step {
    case key(String)
    case index(Int)
  }

  let kind: String
  let key: String
  let isOfTensorFlow: Bool
  let path: [Step]
  let value: JSON

  var name: String { "\(kind) \(key)" }

  /// Those of all operations, in their configs and in their calls.
  static func all(in architecture: JSON) -> [SavedWord] {
    let layers = architecture["config"]?["layers"]?.arrayValue ?? []
    return layers.enumerated().flatMap { place, layer -> [SavedWord] in
      let kind = layer["class_name"]?.stringValue ?? ""
      let isTensorFlow = ["TFOpLambda", "SlicingOpLambda"].contains(kind)
      let isOperation = layer["module"]?.stringValue?.hasPrefix("keras.src.ops") == true
      guard isTensorFlow || isOperation else { return [] }
      let start: [Step] = [.key("config"), .key("layers"), .index(place)]
      let function = layer["config"]?["function"]?.stringValue ?? kind
      func words(_ json: JSON?, _ path: [Step]) -> [SavedWord] {
        (json?.objectValue ?? JSONObject([])).compactMap { key, value in
          guard !["name", "trainable"].contains(key), !holdsTensors(value) else { return nil }
          return SavedWord(
            kind: function, key: key, isOfTensorFlow: isTensorFlow,
            path: start + path + [.key(key)],
            value: value)
        }
      }
      let node = layer["inbound_nodes"]?[0]
      guard isTensorFlow else {
        return words(layer["config"], [.key("config")])
          + words(node?["kwargs"], [.key("inbound_nodes"), .index(0), .key("kwargs")])
      }
      return words(node?[3], [.key("inbound_nodes"), .index(0), .index(3)])
    }
  }

  /// Whether a value is, or has in it, the output of a layer.
  private static func holdsTensors(_ value: JSON) -> Bool {
    switch value {
    case .array(let list):
      if list.count >= 3, list[0].stringValue != nil, list[1].intValue != nil { return true }
      return list.contains(where: holdsTensors)
    case .object: return true
    default: return false
    }
  }
}

extension JSON {
  /// The same with another value at the end of a path.
  fileprivate func replacing(_ path: ArraySlice<SavedWord.Step>, with value: JSON) -> JSON {
    switch path.first {
    case nil: value
    case .key(let key):
      .object(
        JSONObject(
          (objectValue ?? JSONObject([])).map { own, old in
            (own, own == key ? old.replacing(path.dropFirst(), with: value) : old)
          }))
    case .index(let index):
      .array(
        (arrayValue ?? []).enumerated().map { place, old in
          place == index ? old.replacing(path.dropFirst(), with: value) : old
        })
    }
  }
}
