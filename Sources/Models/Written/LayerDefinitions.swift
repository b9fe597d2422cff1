/// All that a person says of a model's layers.
package struct LayerDefinitions: Sendable, Equatable {
  package private(set) var all: [LayerDefinition] = []

  package init(_ all: [LayerDefinition] = []) {
    for definition in all { set(definition) }
  }

  package var isEmpty: Bool { all.isEmpty }

  package subscript(_ subject: String) -> LayerDefinition? { all.first { $0.subject == subject } }

  /// Takes a definition in place of the one of the same subject.
  package mutating func set(_ definition: LayerDefinition) {
    if let place = all.firstIndex(where: { $0.subject == definition.subject }) {
      all[place] = definition
    } else {
      all.append(definition)
    }
  }

  /// Takes all of others.
  package mutating func set(_ others: LayerDefinitions) { others.all.forEach { set($0) } }

  package mutating func remove(_ subject: String) { all.removeAll { $0.subject == subject } }

  /// What is said of a layer: of its path before its name, and of its name before its class.
  func of(path: String, name: String, kind: String) -> LayerDefinition? {
    self[path] ?? self[name] ?? self[kind]
  }

  /// What is said of a function of a layer; of one that is not Keras' by its name too.
  func ofFunction(_ key: String, path: String, layer: String, kind: String, named name: String?)
    -> LayerDefinition?
  {
    self["\(path).\(key)"] ?? self["\(layer).\(key)"] ?? self["\(kind).\(key)"]
      ?? name.flatMap { self[$0] }
  }

  /// The text of a file that says the same.
  package var text: String {
    let head = "# What layers compute, in place of code that is not read: see help layer.\n"
    return head + all.map { "\n" + $0.lines.joined(separator: "\n") + "\n" }.joined()
  }
}

extension LayerDefinition {
  /// Its lines in a file.
  package var lines: [String] {
    if isOneLine, let only = equations.first, only.name == LayerDefinition.typedName {
      return ["layer \(subject) = \(only.text)" + (only.note.isEmpty ? "" : "  # \(only.note)")]
    }
    func shape(_ lengths: [Length]?) -> String {
      lengths.map { " (" + $0.map(\.text).joined(separator: ", ") + ")" } ?? ""
    }
    var lines = ["layer \(subject)"]
    for weight in weights {
      let array =
        switch weight.array {
        case .place(let place): "\(place)"
        case .name(let name): name
        }
      lines.append(
        "weight \(weight.name) = \(array)\(shape(weight.shape))"
          + (weight.isFrozen ? " frozen" : ""))
    }
    lines += states.map { "state \($0.name) (\($0.units.text))" }
    lines += equations.map {
      "\($0.name) = \($0.text)" + ($0.note.isEmpty ? "" : "  # \($0.note)")
    }
    lines += outputs.map { "output\($0.name.map { " \($0)" } ?? "")\(shape($0.shape))" }
    return lines + (keepsMask ? ["mask"] : [])
  }

  /// What the result of an equation is called that was typed without a name.
  static let typedName = "y"
}
