import Containers
import Equations
import Expressions
import Layers
import Terms

extension Model {
  /// The same model with other equations for its layers; throws where they are of no layer of it.
  package func with(_ layers: LayerDefinitions) throws -> Model {
    guard let reread else {
      throw WrittenError(plain: "this model cannot be read again with equations of yours")
    }
    for definition in layers.all where definition.file == nil { try check(definition.subject) }
    return try reread(layers)
  }

  /// Refuses equations of a layer that there is not.
  package func check(_ subject: String) throws {
    if !has(subject) { throw noSubject(subject) }
  }

  /// Throws what does not fit in the layers that a person says, tried with lengths for those that are open.
  package func refuseMisfit() throws {
    var misfit: (any Error)?
    for length in [4, 32, 256] {
      guard let shapes = inputShapes(open: length),
        let program = try? program(for: shapes, imaginesWeights: hasNoWeights)
      else { continue }
      do {
        return try refuseMisfit(in: program)
      } catch {
        misfit = misfit ?? error
      }
    }
    if let misfit { throw misfit }
  }

  /// Throws where what is said of layers does not fit what comes in, or the layers behind.
  package func refuseMisfit(in program: Program) throws {
    guard let obstacle = program.obstacle, obstacle.isMisfit else { return }
    let said = program.frames.last { frame in
      frame.path != obstacle.path && layers[frame.path] ?? layers[frame.kind] != nil
    }
    guard let said, let output = said.outputs.first else { throw obstacle }
    throw InputError(
      "\(said.path) gives \(output.shape), which does not fit \(obstacle.message)",
      hint: obstacle.hint)
  }

  /// Throws where outputs that are given do not fit the layers behind.
  package func refuseMisfitOfGiven(in program: Program) throws {
    guard !outputsGiven.isEmpty, let obstacle = program.obstacle, obstacle.isMisfit else { return }
    let names = outputsGiven.map { "\($0.name) \($0.shape)" }.joined(separator: ", ")
    throw InputError("what is given, \(names), does not fit: \(obstacle.message)")
  }

  /// Whether a layer is of this path, name or class, or has a function of it.
  package func has(_ subject: String) -> Bool {
    subjects.contains(subject) || functionNames.contains(subject)
      || subjects.contains { path in
        guard subject.hasPrefix(path + ".") else { return false }
        return Model.functionKeys.contains(String(subject.dropFirst(path.count + 1)))
      }
  }

  /// What can stand before the `=`: the layers that cannot be computed, and functions that nobody has said.
  package var openSubjects: [String] {
    Model.paths(layer.parts, "").flatMap { path, part -> [String] in
      if part.config.lacksFunction {
        return part.config.unsaidFunctions.map { "\(path).\($0)" }
      }
      let isInner = part.layer.parts.contains(where: \.isOpen)
      return part.isOpen && !isInner ? [path] : []
    }
  }

  private func noSubject(_ subject: String) -> WrittenError {
    let near = nearest(to: subject, in: subjects.sorted())
    let open = openSubjects
    let list = open.isEmpty ? "" : "What cannot be computed: \(open.joined(separator: ", "))."
    return WrittenError(
      plain: "no layer is called \(subject.onOneLine)",
      hint: near.map { "Did you mean \($0)?" } ?? list)
  }

  private static let functionKeys = ["activation", "recurrent_activation"]

  /// Paths, names and classes of all layers.
  private var subjects: Set<String> {
    Set(
      Model.paths(layer.parts, "").filter { !($0.1.layer is InputLayer) }.flatMap { path, part in
        [path, part.name, part.config.kind]
          + (part.layer is Unsupported ? Model.inner(part.config.json, path, depth: 0) : [])
      })
  }

  /// The layers that stand in the config of one that could not be made, by their paths, names and classes.
  private static func inner(_ json: JSON, _ path: String, depth: Int) -> [String] {
    guard depth < 8 else { return [] }
    let values = json.objectValue.map { $0.map(\.value) } ?? json.arrayValue ?? []
    return values.flatMap { value -> [String] in
      guard let kind = value["class_name"]?.stringValue, let config = value["config"] else {
        return []
      }
      let short = kind.split(separator: ">").last.map(String.init) ?? kind
      let name = config["name"]?.stringValue ?? SnakeCase.of(short)
      return [short, name, "\(path)/\(name)"] + inner(config, "\(path)/\(name)", depth: depth + 1)
    }
  }

  /// The names of functions in configs.
  private var functionNames: Set<String> {
    Set(
      Model.paths(layer.parts, "").flatMap { _, part in
        Model.functionKeys.compactMap { key in
          let word = part.config.json[key].flatMap { $0.stringValue ?? $0["config"]?.stringValue }
          return word?.split(separator: ">").last.map(String.init)
        }
      })
  }

  private static func paths(_ parts: [Part], _ prefix: String) -> [(String, Part)] {
    parts.flatMap { part in
      [(prefix + part.name, part)] + paths(part.layer.parts, prefix + part.name + "/")
    }
  }
}
